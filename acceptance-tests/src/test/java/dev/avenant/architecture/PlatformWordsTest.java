package dev.avenant.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.stack.config.StackDefinition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The platform serves any domain, so it names no service, topic, event or type of the application on it. */
@Tag("fast")
class PlatformWordsTest {

    private static final Path PLATFORM = Repository.ROOT.resolve("platform");
    private static final Path SCHEMAS = Repository.ROOT.resolve("schemas");

    @Test
    void takesItsWordsFromWhatTheApplicationHas() throws IOException {
        assertThat(wordsOfTheDomain())
                .contains("jobplatform", "user-service", "job_service", "user-events", "UserCreated", "EmploymentType");
    }

    @Test
    void areNotThoseOfTheDomain() throws IOException {
        Pattern words = Pattern.compile(wordsOfTheDomain().stream()
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "(?<![A-Za-z])(", ")(?![A-Za-z])")));
        List<String> found = new ArrayList<>();
        for (Path file : sources()) {
            List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                    .lines()
                    .toList();
            for (int line = 0; line < lines.size(); line++) {
                Matcher matcher = words.matcher(lines.get(line));
                if (matcher.find()) {
                    found.add(Repository.ROOT.relativize(file) + ":" + (line + 1) + ": " + matcher.group());
                }
            }
        }

        assertThat(found).as("words of the domain in platform/").isEmpty();
    }

    /** Taken from stack.yaml and the contracts, so that a new service or event is known here without anybody's doing. */
    private static Set<String> wordsOfTheDomain() throws IOException {
        Set<String> words = new TreeSet<>(Set.of("jobplatform"));
        StackDefinition.of(Repository.ROOT).components().stream()
                .filter(component -> !component.program().module().startsWith("platform/"))
                .forEach(component -> {
                    words.add(component.name());
                    component.database().ifPresent(words::add);
                });
        for (Path topic : folders(SCHEMAS)) {
            if (!topic.endsWith("types")) {
                words.add(topic.getFileName().toString());
            }
            folders(topic).forEach(event -> words.add(event.getFileName().toString()));
        }
        return words;
    }

    private static List<Path> folders(Path parent) throws IOException {
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(Files::isDirectory)
                    .filter(folder -> !folder.endsWith("target"))
                    .toList();
        }
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(PLATFORM)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !isBuilt(file))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isBuilt(Path file) {
        for (Path name : PLATFORM.relativize(file)) {
            if (name.endsWith("target")) {
                return true;
            }
        }
        return false;
    }
}
