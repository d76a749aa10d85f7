package dev.avenant.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The tables of CONTRIBUTING.md lead to what is there: each path that they name exists, with an example in place of what
 * stands in angle brackets and anything in place of {@code …} and {@code *}; so does each module, class and member.
 */
@Tag("fast")
class ContributingTest {

    private static final Path DOCUMENT = Repository.ROOT.resolve("CONTRIBUTING.md");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern PATH = Pattern.compile("[\\w.*…<>-]+(/[\\w.*…<>-]*)+");
    private static final Pattern FILE = Pattern.compile("[\\w*-]+\\.(java|md|yaml|yml|lock|xml|avsc|html|css|txt)");
    private static final Pattern TYPE = Pattern.compile("@?([A-Z][a-z]\\w*)(?:\\.(\\w+))?(?:\\(.*\\))?");
    /** What a newcomer puts in these places. */
    private static final Map<String, String> EXAMPLES = Map.of(
            "<topic>", "user-events",
            "<Event>", "UserCreated",
            "<N>", "1",
            "<service>", "user-service",
            "<page>", "subject",
            "<rule-id>", "alias-of-nothing");
    /** Names of the languages' and the libraries' own. */
    private static final Set<String> FOREIGN = Set.of("ConfigDef", "NullMarked", "Tag", "Bean", "Test", "JAVA_HOME");
    /** What the first column of the index must lead to, each in one row. */
    private static final List<String> INDEX = List.of(
            "a lint rule",
            "an endpoint of the registry",
            "a setting of the serde",
            "an event",
            "a topic",
            "a service",
            "a page of the console");

    private static List<String> files;

    @BeforeAll
    static void listTheRepository() throws IOException {
        try (Stream<Path> all = Files.find(Repository.ROOT, 20, (file, about) -> about.isRegularFile())) {
            files = all.map(file -> Repository.ROOT.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> !file.matches("(.*/)?(target|\\.git|\\.avenant|\\.idea)/.*"))
                    .toList();
        }
    }

    @Test
    void leadsToEachThingByARowOfItsOwn() throws IOException {
        List<String> lookedFor = cells().stream()
                .filter(cell -> cell.heading().equals("Where things are") && cell.column() == 0)
                .map(Cell::text)
                .toList();

        assertThat(lookedFor).containsAll(INDEX).doesNotHaveDuplicates();
    }

    @Test
    void namesOnlyPathsThatAreThere() throws IOException {
        List<String> wrong = namesIn(cells())
                .filter(name ->
                        PATH.matcher(name).matches() || FILE.matcher(name).matches())
                .filter(name -> !isThere(name))
                .toList();

        assertThat(wrong)
                .as("paths in the tables of CONTRIBUTING.md that are not there")
                .isEmpty();
    }

    @Test
    void namesOnlyTypesAndMembersThatAreThere() throws IOException {
        List<String> wrong = namesIn(cells())
                .filter(name ->
                        TYPE.matcher(name).matches() && !FILE.matcher(name).matches())
                .filter(name -> !isDeclared(name))
                .toList();

        assertThat(wrong)
                .as("names in the tables of CONTRIBUTING.md that nothing has")
                .isEmpty();
    }

    private static Stream<String> namesIn(List<Cell> cells) {
        return cells.stream()
                .flatMap(cell -> CODE.matcher(cell.text()).results())
                .map(found -> found.group(1))
                .distinct();
    }

    private static boolean isThere(String name) {
        String path = name.startsWith("./") ? name.substring(2) : name;
        for (Map.Entry<String, String> example : EXAMPLES.entrySet()) {
            path = path.replace(example.getKey(), example.getValue());
        }
        String regex = Stream.of(path.split("(?<=[*…])|(?=[*…])"))
                .map(part -> switch (part) {
                    case "…" -> ".*";
                    case "*" -> "[^/]*";
                    default -> Pattern.quote(part);
                })
                .collect(Collectors.joining());
        Pattern whole =
                Pattern.compile((path.contains("/") ? "" : "(.*/)?") + regex + (path.endsWith("/") ? ".*" : "(/.*)?"));
        return files.stream().anyMatch(file -> whole.matcher(file).matches());
    }

    private static boolean isDeclared(String name) {
        var parts = TYPE.matcher(name);
        assertThat(parts.matches()).isTrue();
        String type = parts.group(1);
        String member = parts.group(2);
        if (FOREIGN.contains(type) || files.stream().anyMatch(file -> file.contains("/" + type + "/v1.avsc"))) {
            return true;
        }
        return files.stream()
                .filter(file -> file.endsWith("/" + type + ".java"))
                .anyMatch(file -> member == null
                        || Pattern.compile("\\b" + member + "\\b")
                                .matcher(textOf(file))
                                .find());
    }

    private static String textOf(String file) {
        try {
            return Files.readString(Repository.ROOT.resolve(file));
        } catch (IOException failed) {
            throw new AssertionError("Cannot read " + file, failed);
        }
    }

    /** A cell of a table. */
    private record Cell(String heading, int column, String text) {}

    /** The cells of all tables below their headings, without the tables' own heads. */
    private static List<Cell> cells() throws IOException {
        List<Cell> cells = new ArrayList<>();
        String heading = "";
        int row = 0;
        for (String line : Files.readAllLines(DOCUMENT)) {
            if (line.startsWith("## ")) {
                heading = line.substring(3);
            }
            row = line.startsWith("|") ? row + 1 : 0;
            if (row > 2) {
                String[] texts = line.substring(1).split("\\|", -1);
                for (int column = 0; column < texts.length; column++) {
                    cells.add(new Cell(heading, column, texts[column].strip()));
                }
            }
        }
        assertThat(cells).as("the tables of CONTRIBUTING.md").hasSizeGreaterThan(50);
        return cells;
    }
}
