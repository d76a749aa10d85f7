package dev.avenant.architecture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The checkout that these tests are part of, and what its poms say. */
final class Repository {

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Set<String> OUR_GROUPS = Set.of("dev.avenant", "jobplatform");

    private Repository() {}

    /** The folders of all modules, as the root pom lists them. */
    static List<String> modules() {
        return texts(pom(ROOT), "module");
    }

    /** The modules of ours that a module depends on outside its tests. */
    static Set<String> dependenciesOf(String folder) {
        return dependencies(folder, scope -> !scope.equals("test"));
    }

    /** The modules of ours that a module has beside it when it runs, without compiling against them. */
    static Set<String> runtimeDependenciesOf(String folder) {
        return dependencies(folder, scope -> scope.equals("runtime"));
    }

    private static Set<String> dependencies(String folder, Predicate<String> scopes) {
        Set<String> used = new TreeSet<>();
        for (Element dependency : elements(pom(ROOT.resolve(folder)), "dependency")) {
            boolean isManaged =
                    dependency.getParentNode().getParentNode().getNodeName().equals("dependencyManagement");
            if (!isManaged
                    && OUR_GROUPS.contains(text(dependency, "groupId"))
                    && scopes.test(text(dependency, "scope"))) {
                used.add(folderName(text(dependency, "artifactId")));
            }
        }
        return used;
    }

    /** What is published has the project's name before that of its folder. */
    private static String folderName(String artifactId) {
        return artifactId.startsWith("avenant-") ? artifactId.substring("avenant-".length()) : artifactId;
    }

    private static Document pom(Path folder) {
        Path file = folder.resolve("pom.xml");
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        } catch (ParserConfigurationException | SAXException | IOException failed) {
            throw new AssertionError(file + " cannot be read", failed);
        }
    }

    private static List<String> texts(Document pom, String tag) {
        return elements(pom, tag).stream()
                .map(element -> element.getTextContent().strip())
                .toList();
    }

    private static List<Element> elements(Document pom, String tag) {
        NodeList found = pom.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        IntStream.range(0, found.getLength()).mapToObj(found::item).forEach(node -> elements.add((Element) node));
        return elements;
    }

    private static String text(Element element, String child) {
        NodeList found = element.getElementsByTagName(child);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }
}
