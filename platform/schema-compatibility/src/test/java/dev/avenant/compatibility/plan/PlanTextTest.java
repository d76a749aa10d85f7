package dev.avenant.compatibility.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.text.Sentence;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a plan says is said in each language. */
@Tag("fast")
class PlanTextTest {

    private static final Path SOURCES = Path.of("src/main/java/dev/avenant/compatibility/plan");
    private static final Pattern QUOTED = Pattern.compile("\"([a-z.-]+)\"");

    private static Properties texts(String language) throws IOException {
        Properties texts = new Properties();
        try (Reader file = Files.newBufferedReader(
                Path.of("src/main/resources/dev/avenant/compatibility/plan/texts" + language + ".properties"))) {
            texts.load(file);
        }
        return texts;
    }

    @Test
    void isSaidInEnglishUnlessAskedForInAnotherLanguage() {
        Sentence text = PlanText.of("deploy", PlanText.of("all-readers"));

        assertThat(text).hasToString("Deploy every service that reads it");
        assertThat(text.in(Locale.GERMANY)).isEqualTo("Ausrollen: jeden Dienst, der es liest");
        assertThat(text.in(Locale.FRENCH)).isEqualTo(text.toString());
    }

    @Test
    void keepsWhatAPieceOfASchemaHas() {
        assertThat(PlanText.of("added", "{\"name\": \"it's\", \"type\": \"int\"}"))
                .hasToString("Add {\"name\": \"it's\", \"type\": \"int\"}.");
    }

    @Test
    void isThereInBothLanguagesAndAskedFor() throws IOException {
        Set<String> quoted = new TreeSet<>();
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                QUOTED.matcher(Files.readString(file)).results().forEach(key -> quoted.add(key.group(1)));
            }
        }

        assertThat(texts("_de").stringPropertyNames()).isEqualTo(texts("").stringPropertyNames());
        assertThat(quoted).containsAll(texts("").stringPropertyNames());
    }

    @Test
    void namesTheSameThingsInBothLanguages() throws IOException {
        Properties english = texts("");
        Properties german = texts("_de");

        for (String key : english.stringPropertyNames()) {
            for (int at = 0; at < 3; at++) {
                Object[] arguments = {"first", "second", "third"};
                String name = String.valueOf(arguments[at]);
                assertThat(MessageFormat.format(german.getProperty(key), arguments)
                                .contains(name))
                        .as("%s %s", key, name)
                        .isEqualTo(MessageFormat.format(english.getProperty(key), arguments)
                                .contains(name));
            }
        }
    }
}
