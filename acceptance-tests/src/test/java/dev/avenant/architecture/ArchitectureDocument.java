package dev.avenant.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table of modules in docs/architecture.md: the one place where it is written who may use whom. */
final class ArchitectureDocument {

    private static final String HEADER = "| module | what it is | uses | Spring |";
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    private ArchitectureDocument() {}

    /** The rows, in the order of the page. */
    static List<ModuleRow> modules() {
        List<String> lines;
        try {
            lines = Files.readAllLines(Repository.ROOT.resolve("docs/architecture.md"));
        } catch (IOException failed) {
            throw new AssertionError("docs/architecture.md cannot be read", failed);
        }
        assertThat(lines).as("docs/architecture.md has the table of modules").contains(HEADER);
        return lines.stream()
                .skip(lines.indexOf(HEADER) + 2L)
                .takeWhile(line -> line.startsWith("|"))
                .map(ArchitectureDocument::row)
                .toList();
    }

    private static ModuleRow row(String line) {
        List<String> cells = Arrays.stream(line.split("\\|")).map(String::strip).toList();
        assertThat(cells).as("the cells of %s", line).hasSize(5);
        assertThat(cells.get(4)).as("the last cell of %s", line).isIn("yes", "no");
        return new ModuleRow(
                names(cells.get(1)).iterator().next(),
                names(cells.get(3)),
                cells.get(4).equals("yes"));
    }

    private static Set<String> names(String cell) {
        return NAME.matcher(cell).results().map(found -> found.group(1)).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * A module.
     *
     * @param folder where it is, from the top of the repository
     * @param uses the names of the modules that it may use, which are the last parts of their folders
     * @param spring whether it may use Spring
     */
    record ModuleRow(String folder, Set<String> uses, boolean spring) {

        String name() {
            return folder.substring(folder.lastIndexOf('/') + 1);
        }

        boolean isOfThePlatform() {
            return folder.startsWith("platform/");
        }

        /** Where its classes are; those of its tests when it has no others. */
        Path classes() {
            Path target = Repository.ROOT.resolve(folder).resolve("target");
            return Files.isDirectory(Repository.ROOT.resolve(folder).resolve("src/main/java"))
                            || !Files.isDirectory(target.resolve("test-classes"))
                    ? target.resolve("classes")
                    : target.resolve("test-classes");
        }

        /** Whether it is code that others may use, rather than tests or data. */
        boolean isLibraryOrProgram() {
            return Files.isDirectory(Repository.ROOT.resolve(folder).resolve("src/main/java"));
        }

        @Override
        public String toString() {
            return folder;
        }
    }
}
