// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page "how to add a layer" shows what is compiled and tested here, and names files that exist. */
class HowToAddALayerTest {
    private static final Path NN = Path.of(System.getProperty("basedir", ""));
    private static final Path ROOT = NN.toAbsolutePath().getParent();

    private static String page() throws IOException {
        return Files.readString(ROOT.resolve("docs/how-to-add-a-layer.md"));
    }

    @Test
    void theExampleIsTheOneThatIsTested() throws IOException {
        String source = Files.readString(NN.resolve("src/test/java/dev/lector/nn/layers/Scale.java"));
        String example = source.substring(source.indexOf("import "));
        assertThat(page()).contains("```java\n" + example + "```");
        assertThat(LayerTable.rows()).anyMatch(row -> row.layer() instanceof Scale);
    }

    @Test
    void shortSnippetsStandInTheSources() throws IOException {
        String sources = Files.readString(NN.resolve("src/test/java/dev/lector/nn/layers/LayerTable.java"))
                + Files.readString(NN.resolve("src/test/java/dev/lector/nn/layers/LayerTableTest.java"));
        Matcher snippet =
                Pattern.compile("```java\n(?!import )(.*?)```", Pattern.DOTALL).matcher(page());
        int count = 0;
        for (; snippet.find(); count++) {
            for (String line : snippet.group(1).split("\n")) {
                assertThat(sources).contains(line.strip());
            }
        }
        assertThat(count).isEqualTo(1);
    }

    @Test
    void theFilesItNamesExist() throws IOException {
        Matcher path = Pattern.compile("`([a-z]+/[\\w./-]*\\.(?:java|md|py))`").matcher(page());
        List<String> missing = new ArrayList<>();
        int count = 0;
        for (; path.find(); count++) {
            if (!Files.exists(ROOT.resolve(path.group(1)))) {
                missing.add(path.group(1));
            }
        }
        assertThat(missing).isEmpty();
        assertThat(count).isGreaterThan(5);
    }
}
