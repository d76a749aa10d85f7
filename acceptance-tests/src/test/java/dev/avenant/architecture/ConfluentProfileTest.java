package dev.avenant.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The build needs Maven Central alone, unless the profile for Confluent's own classes is asked for. */
@Tag("fast")
class ConfluentProfileTest {

    @Test
    void isAloneInNamingAnotherRepositoryOrConfluentsJars() throws Exception {
        List<String> inside = new ArrayList<>();
        List<String> outside = new ArrayList<>();
        Path root = Path.of("..").toAbsolutePath().normalize();
        for (Path pom : poms(root)) {
            for (Element element : elements(pom)) {
                String what =
                        element.getTagName() + " " + element.getTextContent().trim();
                boolean isRepository = element.getTagName().equals("url")
                        && element.getParentNode().getNodeName().equals("repository");
                if (isRepository || what.equals("groupId io.confluent")) {
                    List<String> found = isInProfile(element) ? inside : outside;
                    found.add(root.relativize(pom) + ": " + what);
                }
            }
        }

        assertThat(outside).isEmpty();
        assertThat(inside)
                .contains(
                        "pom.xml: url https://packages.confluent.io/maven/",
                        "user-service/pom.xml: groupId io.confluent",
                        "job-service/pom.xml: groupId io.confluent",
                        "notification-service/pom.xml: groupId io.confluent",
                        "search-service/pom.xml: groupId io.confluent",
                        "application-service/pom.xml: groupId io.confluent",
                        "analytics-service/pom.xml: groupId io.confluent");
    }

    private static List<Path> poms(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root, 3)) {
            return files.filter(file -> file.endsWith("pom.xml"))
                    .filter(file -> !root.relativize(file).toString().contains("target"))
                    .toList();
        }
    }

    private static List<Element> elements(Path pom) throws ParserConfigurationException, IOException, SAXException {
        NodeList all = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(pom.toFile())
                .getElementsByTagName("*");
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < all.getLength(); i++) {
            elements.add((Element) all.item(i));
        }
        return elements;
    }

    private static boolean isInProfile(Node node) {
        for (Node parent = node.getParentNode(); parent != null; parent = parent.getParentNode()) {
            if (parent.getNodeName().equals("profile")) {
                Node id = ((Element) parent).getElementsByTagName("id").item(0);
                return id.getTextContent().equals("confluent");
            }
        }
        return false;
    }
}
