// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lector.nn.layers.Add;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.Input;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ModelDrawingTest {
    private static Document parse(Model model) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(model.toSvg())));
    }

    private static Model skipping() {
        Node in = Input.floats(8).node("in <&>");
        Node a = in.then("a", new Dense(8));
        Node b = a.then("b", new Dense(8));
        Node c = b.then("c", new Dense(8));
        return Model.of("skipping", in, Node.of("sum", new Add(), List.of(c, in, a)));
    }

    private static double number(Element element, String name) {
        return Double.parseDouble(element.getAttribute(name));
    }

    private static void checkBoxes(Model model, int layers) throws Exception {
        Document svg = parse(model);
        Element root = svg.getDocumentElement();
        NodeList found = svg.getElementsByTagName("rect");
        List<double[]> boxes = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            Element box = (Element) found.item(i);
            double x = number(box, "x");
            double y = number(box, "y");
            boxes.add(new double[] {x, y, x + number(box, "width"), y + number(box, "height")});
            assertThat(x).isNotNegative();
            assertThat(boxes.get(i)[2]).isLessThan(number(root, "width"));
            assertThat(boxes.get(i)[3]).isLessThan(number(root, "height"));
        }
        assertThat(boxes).hasSize(layers);
        for (double[] one : boxes) {
            for (double[] other : boxes) {
                boolean apart = one[2] < other[0] || other[2] < one[0] || one[3] < other[1] || other[3] < one[1];
                assertThat(one == other || apart).isTrue();
            }
        }
        checkLines(svg, boxes);
    }

    /** No line's ends or middle lie inside a box; a curve stays between the ranks of its ends. */
    private static void checkLines(Document svg, List<double[]> boxes) {
        NodeList lines = svg.getElementsByTagName("path");
        for (int i = 1; i < lines.getLength(); i++) {
            String[] numbers = ((Element) lines.item(i)).getAttribute("d").split("[MC ]+");
            double x = Double.parseDouble(numbers[1]);
            double y = Double.parseDouble(numbers[2]);
            double toX = Double.parseDouble(numbers[7]);
            double toY = Double.parseDouble(numbers[8]);
            assertThat(toY).isGreaterThanOrEqualTo(y);
            for (double[] box : boxes) {
                double middle = (x + toX) / 2;
                double half = (y + toY) / 2;
                assertThat(middle > box[0] && middle < box[2] && half > box[1] && half < box[3])
                        .isFalse();
            }
        }
    }

    @Test
    void boxesLieApart() throws Exception {
        checkBoxes(NotebookTablesTest.multiWidth(), 10);
        checkBoxes(NotebookTablesTest.positional(), 9);
        checkBoxes(skipping(), 5);
    }

    @Test
    void aBoxSaysWhatTheLayerIs() throws Exception {
        String text =
                parse(NotebookTablesTest.multiWidth()).getDocumentElement().getTextContent();
        assertThat(text)
                .contains("conv1d_3", "Conv1D", "in   (None, 40, 50)", "out  (None, 40, 100)", "25,100 parameters")
                .contains("in   4 × (None, 40, 100)");
        assertThat(parse(skipping()).getDocumentElement().getTextContent()).contains("in <&>");
    }

    @Test
    void aLayerThatFeedsItselfThroughAnotherIsToldNotDrawn() {
        Node in = Input.floats(8).node("in");
        Node a = in.then("a", new Dense(8));
        Model model = Model.of("loop", in, a.applyTo(a.then("b", new Dense(8))));
        assertThatThrownBy(model::toSvg).hasMessageContaining("feeds itself").hasMessageContaining("Use the summary");
    }
}
