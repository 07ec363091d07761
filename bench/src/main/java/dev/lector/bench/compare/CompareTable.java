// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

import dev.lector.bench.charts.BarChart;
import dev.lector.bench.charts.MarkedPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** From the JSON of one or several runs to tables and a picture. */
@Command(
        name = "table",
        mixinStandardHelpOptions = true,
        description = "Writes the figures of one or several runs as Markdown and as a picture.")
final class CompareTable implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "what --json wrote")
    List<Path> files;

    @Option(
            names = "--markdown",
            paramLabel = "FILE",
            description = "writes the tables there instead of standard output; in a file that has them already, between"
                    + " the lines <!-- figures --> and <!-- end of figures -->, they are replaced")
    Path markdown;

    @Option(names = "--svg", paramLabel = "FILE", description = "also draws the ratios of training")
    Path svg;

    @Override
    public Integer call() throws IOException {
        List<Report> reports = new ArrayList<>();
        for (Path file : files) {
            reports.add(new JsonMapper().readValue(file.toFile(), Report.class));
        }
        Tables tables = new Tables(reports);
        if (markdown == null) {
            System.out.print(tables.markdown());
        } else {
            MarkedPage.replace(markdown, "figures", tables.markdown());
        }
        if (svg != null) {
            Files.writeString(
                    svg,
                    BarChart.draw(
                            "Training: how many times as fast as others Lector is",
                            List.of("the fastest other", Contestants.title(Contestants.DJL)),
                            tables.bars()));
        }
        return 0;
    }
}
