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
        Set<String> words = wordsOfTheDomain();
        List<String> found = new ArrayList<>();
        for (Path file : sources()) {
            String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            for (String word : words) {
                int at = placeOf(word, text);
                if (at >= 0) {
                    long line = text.substring(0, at).lines().count();
                    found.add(Repository.ROOT.relativize(file) + ":" + line + ": " + word);
                }
            }
        }

        assertThat(found).as("words of the domain in platform/").isEmpty();
    }

    @Test
    void areFoundAsWholeWords() {
        assertThat(placeOf("user-events", "to user-events.")).isEqualTo(3);
        assertThat(placeOf("user-events", "superuser-events, user-eventsource")).isNegative();
    }

    /** Where a word stands with no letter before and behind it; negative where it does not. */
    private static int placeOf(String word, String text) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            int end = at + word.length();
            boolean begins = at == 0 || !Character.isLetter(text.charAt(at - 1));
            boolean ends = end == text.length() || !Character.isLetter(text.charAt(end));
            if (begins && ends) {
                return at;
            }
        }
        return -1;
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
