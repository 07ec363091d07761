// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names an element or an attribute of XML: names with {@code /} between them, {@code *} for any, {@code [@name='value']}
 * behind a name to choose by an attribute, {@code @name} at the end for an attribute. A path that begins with {@code /} is
 * one from the root, another may begin anywhere. Prefixes of namespaces are not written.
 */
final class ElementPath {
    private static final Pattern STEP = Pattern.compile("([^/@\\[\\]]+)(?:\\[@([^=\\]]+)=['\"]([^'\"\\]]*)['\"]\\])?");

    /** An open element: its local name and its attributes. */
    record Element(String name, Map<String, String> attributes) {}

    private record Step(String name, String attribute, String value) {
        boolean matches(Element element) {
            return (name.equals("*") || name.equals(element.name))
                    && (attribute == null || value.equals(element.attributes.get(attribute)));
        }
    }

    private final boolean fromRoot;
    private final List<Step> steps;
    /** The attribute that is meant, or null for the element. */
    final String attribute;

    private ElementPath(boolean fromRoot, List<Step> steps, String attribute) {
        this.fromRoot = fromRoot;
        this.steps = steps;
        this.attribute = attribute;
    }

    static ElementPath of(String path) {
        boolean fromRoot = path.startsWith("/") && !path.startsWith("//");
        List<Step> steps = new ArrayList<>();
        String attribute = null;
        // A slash may stand in the value of an attribute.
        for (String part : path.replaceFirst("^/{1,2}", "").split("/(?![^\\[]*\\])")) {
            Matcher step = STEP.matcher(part);
            if (attribute == null && part.matches("@[^@\\[\\]]+") && (!steps.isEmpty() || !fromRoot)) {
                attribute = part.substring(1);
            } else if (attribute == null && step.matches()) {
                steps.add(new Step(step.group(1), step.group(2), step.group(3)));
            } else {
                throw new IllegalArgumentException("A path in XML is names with / between them. Received: path=" + path
                        + ". Write it as /reviews/review/text or review/@stars.");
            }
        }
        return new ElementPath(fromRoot, steps, attribute);
    }

    /** The element under which both lie, as far as their paths say. */
    ElementPath common(ElementPath other) {
        int same = 0;
        while (same < steps.size()
                && same < other.steps.size()
                && steps.get(same).equals(other.steps.get(same))) {
            same++;
        }
        if (fromRoot != other.fromRoot || same == 0) {
            throw new IllegalArgumentException(
                    "The paths of text and label must begin with the element that holds both." + " Received: text="
                            + this + ", label=" + other + ". Write them as review/text and review/@stars.");
        }
        return new ElementPath(fromRoot, steps.subList(0, same), null);
    }

    /** The element it names, or whose attribute it names. */
    ElementPath element() {
        return new ElementPath(fromRoot, steps, null);
    }

    /** Whether it names the innermost of the open elements, outermost first. */
    boolean matches(List<Element> open) {
        int from = open.size() - steps.size();
        if (from < 0 || (fromRoot && from > 0)) {
            return false;
        }
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (!steps.get(i).matches(open.get(from + i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        StringBuilder path = new StringBuilder();
        for (Step step : steps) {
            path.append(path.length() > 0 || fromRoot ? "/" : "").append(step.name);
            if (step.attribute != null) {
                path.append("[@")
                        .append(step.attribute)
                        .append("='")
                        .append(step.value)
                        .append("']");
            }
        }
        return path.append(attribute == null ? "" : "/@" + attribute).toString();
    }
}
