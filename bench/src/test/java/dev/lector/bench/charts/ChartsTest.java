// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

final class ChartsTest {
    @Test
    void aBarIsAsLongAsItsValue() throws Exception {
        String svg = BarChart.draw(
                "Speed of <a> & b",
                List.of("the fastest", "DJL"),
                List.of(
                        new BarChart.Group("one", List.of(2.0, 4.0)),
                        new BarChart.Group("two", List.of(1.0, Double.NaN))));
        assertThat(xml(svg).getElementsByTagName("rect").getLength()).isEqualTo(2 + 3);
        assertThat(svg).contains("width=\"490.0\"").contains("width=\"245.0\"").contains("width=\"122.5\"");
    }

    @Test
    void aLineGoesThroughItsPointsOnLogarithmicAxes() throws Exception {
        String svg = LineChart.draw(
                "Texts a second",
                "words",
                List.of(new LineChart.Series(
                        "training",
                        List.of(
                                new LineChart.Point(10, 100),
                                new LineChart.Point(100, 1_000),
                                new LineChart.Point(1_000, 100)))));
        assertThat(xml(svg).getElementsByTagName("polyline").getLength()).isEqualTo(1);
        assertThat(svg).contains("points=\"76.0,260.0 243.0,34.0 410.0,260.0\"");
    }

    @Test
    void onlyTheMarkedPartOfAPageIsReplaced(@TempDir Path folder) throws IOException {
        Path page = folder.resolve("page.md");
        Files.writeString(page, "before\n<!-- x -->\nold\n<!-- end of x -->\nafter\n");
        MarkedPage.replace(page, "x", "new\n");
        MarkedPage.replace(page, "x", "newer\n");
        assertThat(page).hasContent("before\n<!-- x -->\n\nnewer\n\n<!-- end of x -->\nafter\n");
        assertThatThrownBy(() -> MarkedPage.replace(page, "y", "new"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("without the lines <!-- y --> and <!-- end of y -->");
    }

    private static Document xml(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }
}
