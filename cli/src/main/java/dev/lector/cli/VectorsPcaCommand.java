// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import dev.lector.nn.AtomicFile;
import dev.lector.vectors.matrix.LetterCounts;
import dev.lector.vectors.matrix.Pca;
import dev.lector.vectors.matrix.SeparatingLine;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Texts in the plane by the letters they have. */
@Command(
        name = "pca",
        header = "Draws texts in the plane by how often they have each letter.",
        description =
                "Letters are counted in every text; the matrix of counts is decomposed, raw and with the mean of each column"
                        + " taken away. Texts (U·S) and letters (V) are drawn on the first two axes. The folder that holds"
                        + " a text is its group; of two groups the line that parts them best is drawn.",
        footer = {
            "",
            "Examples:",
            "  lector vectors pca salammbo/fr salammbo/en",
            "  lector vectors pca salammbo/fr salammbo/en --svg salammbo.svg --png salammbo.png"
        })
final class VectorsPcaCommand extends LectorCommand {
    private static final int ROWS = 18;
    private static final int COLUMNS = 72;

    @Parameters(arity = "1..*", paramLabel = "TEXT", description = "Texts in UTF-8, or folders whose files are texts.")
    private List<Path> paths;

    @Option(
            names = "--letters",
            defaultValue = LetterCounts.FRENCH,
            description = "Letters to count, in lower case (${DEFAULT-VALUE}).")
    private String letters;

    @Option(names = "--svg", paramLabel = "FILE", description = "Draw to this file as well.")
    private Path svg;

    @Option(names = "--png", paramLabel = "FILE", description = "Draw to this file as well.")
    private Path png;

    /** A decomposition and the line between the groups. */
    private record Plane(String name, Pca pca, SeparatingLine line) {}

    @Override
    void run() throws IOException {
        for (Path file : Stream.of(svg, png).filter(file -> file != null).toList()) {
            AtomicFile.check(file);
        }
        if (letters.codePoints().distinct().count() < 2
                || letters.chars().distinct().count() < letters.length()) {
            throw Failure.usage("--letters takes two letters or more, each once. Received: " + letters + ".");
        }
        List<Path> texts = texts();
        if (texts.size() < 3) {
            throw Failure.usage("Three texts are needed to draw a plane. Received: " + texts.size() + ".");
        }
        double[][] counts = new double[texts.size()][];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = LetterCounts.of(read(texts.get(i)), letters);
        }
        List<String> groups = texts.stream().map(VectorsPcaCommand::group).toList();
        List<Plane> planes = List.of(plane("raw", counts, groups, false), plane("centred", counts, groups, true));
        List<PlanePanel> panels = new ArrayList<>();
        planes.forEach(plane -> panels.add(texts(plane, groups, texts)));
        planes.forEach(plane -> panels.add(letters(plane)));
        if (svg != null) {
            AtomicFile.write(svg, out -> out.write(PlanePictures.svg(panels).getBytes(StandardCharsets.UTF_8)));
        }
        if (png != null) {
            System.setProperty("java.awt.headless", "true");
            AtomicFile.write(png, out -> PlanePictures.png(panels, out));
        }
        show(planes, panels, groups);
    }

    private List<Path> texts() throws IOException {
        List<Path> texts = new ArrayList<>();
        for (Path path : paths) {
            if (!Files.isDirectory(path)) {
                texts.add(path);
                continue;
            }
            try (Stream<Path> files = Files.list(path)) {
                files.filter(Files::isRegularFile).sorted().forEach(texts::add);
            }
        }
        return texts;
    }

    private static String read(Path text) throws IOException {
        try {
            return Files.readString(text);
        } catch (CharacterCodingException e) {
            throw new Failure("A text must be UTF-8. Received: file=" + text + ". Convert it.", e);
        }
    }

    private static String group(Path text) {
        Path folder = text.toAbsolutePath().normalize().getParent();
        return folder == null || folder.getFileName() == null
                ? ""
                : folder.getFileName().toString();
    }

    private static Plane plane(String name, double[][] counts, List<String> groups, boolean centred) {
        Pca pca = Pca.of(counts, centred);
        List<String> different = groups.stream().distinct().toList();
        SeparatingLine line = null;
        if (different.size() == 2) {
            line = SeparatingLine.of(points(pca, groups, different.get(0)), points(pca, groups, different.get(1)));
        }
        return new Plane(name, pca, line);
    }

    private static double[][] points(Pca pca, List<String> groups, String group) {
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            if (groups.get(i).equals(group)) {
                points.add(new double[] {pca.scores()[i][0], pca.scores()[i][1]});
            }
        }
        return points.toArray(double[][]::new);
    }

    private static PlanePanel texts(Plane plane, List<String> groups, List<Path> texts) {
        List<String> different = groups.stream().distinct().toList();
        List<PlanePanel.Point> points = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            String file = texts.get(i).getFileName().toString().replaceFirst("\\.\\w+$", "");
            String number = file.replaceFirst(".*?(\\d*)$", "$1");
            String label = different.size() > 1 ? groups.get(i) + " " + number : file;
            double[] at = plane.pca.scores()[i];
            points.add(new PlanePanel.Point(at[0], at[1], label, different.indexOf(groups.get(i))));
        }
        return new PlanePanel("Texts, " + plane.name, points, plane.line);
    }

    private PlanePanel letters(Plane plane) {
        List<PlanePanel.Point> points = new ArrayList<>();
        for (int i = 0; i < letters.length(); i++) {
            double[] at = plane.pca.axes()[i];
            points.add(new PlanePanel.Point(at[0], at[1], letters.substring(i, i + 1), 5));
        }
        return new PlanePanel("Letters, " + plane.name, points, null);
    }

    private void show(List<Plane> planes, List<PlanePanel> panels, List<String> groups) {
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("texts", groups.size());
            object.put("letters", letters.length());
            for (Plane plane : planes) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("share", plane.pca.share(2));
                if (plane.line != null) {
                    one.put("right", plane.line.firstRight() + plane.line.secondRight());
                    one.put("parted", plane.line.margin() > 0);
                }
                object.put(plane.name, one);
            }
            printJson(object);
            return;
        }
        panels.forEach(panel -> print(PlanePictures.characters(panel, COLUMNS, ROWS)));
        for (Plane plane : planes) {
            print(String.format(
                    Locale.ROOT,
                    "%s: the first two axes keep %.2f %% of the sum of squares.%s",
                    plane.name,
                    100 * plane.pca.share(2),
                    plane.line == null ? "" : parted(plane.line, groups)));
        }
    }

    private static String parted(SeparatingLine line, List<String> groups) {
        List<String> different = groups.stream().distinct().toList();
        return String.format(
                Locale.ROOT,
                " A line has %d of %d %s on one side and %d of %d %s on the other.",
                line.firstRight(),
                groups.stream().filter(different.get(0)::equals).count(),
                different.get(0),
                line.secondRight(),
                groups.stream().filter(different.get(1)::equals).count(),
                different.get(1));
    }
}
