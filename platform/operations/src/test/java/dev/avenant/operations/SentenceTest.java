package dev.avenant.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.operations.letters.NoSuchLetterException;
import dev.avenant.text.Sentence;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be done is said in each language. */
@Tag("fast")
class SentenceTest {

    private static final Path SOURCES = Path.of("src/main");
    private static final Pattern KEY = Pattern.compile("\"((?:event|json|bytes|letter|value|where)\\.[a-z-]+)\"");

    @Test
    void isSaidInEnglishUnlessAskedForInAnotherLanguage() {
        Sentence sentence = OperationText.of(
                "event.value", "orders-value", "2", OperationText.of("json.at", "$", OperationText.of("json.key")));

        assertThat(sentence)
                .hasToString("Expected a value of orders-value version 2, but at $ expected a key that is text.");
        assertThat(sentence.in(Locale.GERMANY))
                .isEqualTo("Erwartet wird ein Wert von orders-value Version 2, aber bei $: erwartet wird ein Schlüssel"
                        + " aus Text.");
        assertThat(sentence.in(Locale.FRENCH)).isEqualTo(sentence.toString());
        assertThat(OperationException.wrongRequest(sentence).in(Locale.GERMAN)).isEqualTo(sentence.in(Locale.GERMAN));
        assertThat(OperationException.wrongRequest("plain").in(Locale.GERMAN)).isEqualTo("plain");
    }

    @ParameterizedTest
    @CsvSource({
        "PLACE, Kein Dead Letter von orders.DLT hat die Stelle 0:7.",
        "KEY, Kein Dead Letter von orders.DLT hat den Schlüssel 0:7.",
        "CATEGORY, Kein Dead Letter von orders.DLT hat die Kategorie 0:7.",
        "EXCEPTION, Kein Dead Letter von orders.DLT hat die Exception 0:7.",
    })
    void saysInGermanWhatNoLetterHas(NoSuchLetterException.Asked asked, String said) {
        NoSuchLetterException none = new NoSuchLetterException("orders.DLT", asked, "0:7", List.of());

        assertThat(none)
                .hasMessage(
                        "No dead letter of orders.DLT has the %s 0:7.",
                        asked.name().toLowerCase(Locale.ROOT));
        assertThat(none.in(Locale.GERMAN)).isEqualTo(said);
    }

    @Test
    void whatIsInABraceOrAnApostropheStays() {
        assertThat(OperationText.of("json.differs", OperationText.of("json.union", "[null, int]"), "{'a': 1}"))
                .hasToString("expected {\"<branch>\": value} with a branch of [null, int] but found {'a': 1}");
    }

    @Test
    void isThereInBothLanguagesAndAskedFor() throws IOException {
        Set<String> asked = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES.resolve("java"))) {
            for (Path file :
                    (Iterable<Path>) files.filter(each -> each.toString().endsWith(".java"))::iterator) {
                KEY.matcher(Files.readString(file)).results().forEach(key -> asked.add(key.group(1)));
            }
        }

        for (String language : List.of("", "_de")) {
            assertThat(texts(language).stringPropertyNames()).as(language).isEqualTo(asked);
        }
    }

    private static Properties texts(String language) throws IOException {
        Properties texts = new Properties();
        try (Reader reader = Files.newBufferedReader(
                SOURCES.resolve("resources/dev/avenant/operations/sentences" + language + ".properties"))) {
            texts.load(reader);
        }
        return texts;
    }
}
