package dev.avenant.publishing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A pom, as it stands in a file. */
record Pom(Path file, Document document) {

    /** The checkout that these tests are part of. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final XPath PATHS = XPathFactory.newInstance().newXPath();

    static Pom of(Path file) {
        try (var content = Files.newInputStream(file)) {
            return new Pom(
                    file,
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(content));
        } catch (IOException | ParserConfigurationException | SAXException failed) {
            throw new AssertionError(file + " cannot be read", failed);
        }
    }

    static Pom root() {
        return of(ROOT.resolve("pom.xml"));
    }

    /** The modules of the build, as the root pom lists them. */
    static List<Pom> modules() {
        return root().all("/project/modules/module").stream()
                .map(folder -> of(ROOT.resolve(folder).resolve("pom.xml")))
                .toList();
    }

    /** The folder of the module, from the top of the repository. */
    String folder() {
        return ROOT.relativize(file.getParent()).toString();
    }

    String artifactId() {
        return one("/project/artifactId");
    }

    boolean isPublished() {
        return !one("/project/properties/unpublished").equals("true");
    }

    /** The text at an XPath; empty when there is none. */
    String one(String path) {
        try {
            return PATHS.evaluate(path, document).strip();
        } catch (XPathExpressionException wrong) {
            throw new AssertionError(path, wrong);
        }
    }

    /** All texts at an XPath, in the order of the file. */
    List<String> all(String path) {
        try {
            NodeList found = (NodeList) PATHS.evaluate(path, document, XPathConstants.NODESET);
            return IntStream.range(0, found.getLength())
                    .mapToObj(index -> found.item(index).getTextContent().strip())
                    .toList();
        } catch (XPathExpressionException wrong) {
            throw new AssertionError(path, wrong);
        }
    }
}
