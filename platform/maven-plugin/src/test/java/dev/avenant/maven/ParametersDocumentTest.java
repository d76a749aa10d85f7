package dev.avenant.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Holds the table of parameters in docs/ci.md against the plugin's own description. */
@Tag("fast")
class ParametersDocumentTest {

    @Test
    void listsEveryParameterWithItsPropertyAndItsGoals() throws Exception {
        assertThat(documented()).isEqualTo(declared());
    }

    /** For each parameter its property and the goals that have it. */
    private static Map<String, String> documented() throws Exception {
        Map<String, String> rows = new TreeMap<>();
        Files.readString(Path.of("../../docs/ci.md"))
                .lines()
                .dropWhile(line -> !line.equals("<!-- parameters of the Maven plugin -->"))
                .skip(3)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.replace("`", "").split("\\|", -1))
                .forEach(cells -> rows.put(cells[1].strip(), cells[2].strip() + " in " + cells[3].strip()));
        return rows;
    }

    private static Map<String, String> declared() throws Exception {
        Document plugin = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("target/classes/META-INF/maven/plugin.xml").toFile());
        Map<String, String> properties = new TreeMap<>();
        Map<String, Set<String>> goals = new TreeMap<>();
        for (Element mojo : elements(plugin.getDocumentElement(), "mojo")) {
            String goal = text(mojo, "goal");
            if (goal.equals("help")) {
                continue;
            }
            for (Element parameter : elements(mojo, "parameter")) {
                String name = text(parameter, "name");
                if (text(parameter, "editable").equals("true")) {
                    properties.put(name, "");
                    goals.computeIfAbsent(name, any -> new TreeSet<>()).add(goal);
                }
            }
            for (Element configuration : elements(mojo, "configuration")) {
                properties.replaceAll((name, property) -> {
                    List<Element> value = elements(configuration, name);
                    return value.isEmpty()
                            ? property
                            : value.get(0).getTextContent().replaceAll("[${}]", "");
                });
            }
        }
        Map<String, String> rows = new TreeMap<>();
        properties.forEach((name, property) ->
                rows.put(name, property + " in " + String.join(", ", goals.getOrDefault(name, Set.of()))));
        return rows;
    }

    private static String text(Element parent, String name) {
        List<Element> found = elements(parent, name);
        return found.isEmpty() ? "" : found.get(0).getTextContent();
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }
}
