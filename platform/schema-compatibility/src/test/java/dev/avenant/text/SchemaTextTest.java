package dev.avenant.text;

import static org.assertj.core.api.Assertions.assertThat;

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

/** What is said about schemas is said in each language. */
@Tag("fast")
class SchemaTextTest {

    private static final Path MAIN = Path.of("src/main");
    private static final Pattern QUOTED = Pattern.compile("\"([a-z][a-z.-]*)\"");

    /** What has no words. */
    private static final Set<String> WITHOUT_WORDS = Set.of("quoted", "edit.sentence", "edit.conditional");

    private static Properties texts(String language) throws IOException {
        Properties texts = new Properties();
        try (Reader file = Files.newBufferedReader(
                MAIN.resolve("resources/dev/avenant/text/schemas" + language + ".properties"))) {
            texts.load(file);
        }
        return texts;
    }

    @Test
    void isSaidInEnglishUnlessAskedForInAnotherLanguage() {
        Sentence sentence = SchemaText.of("type-changed", SchemaText.of("type.array", "int"), Sentence.quoting("a.R"));

        assertThat(sentence)
                .hasToString("an array of int was written and a.R is expected, which Avro cannot read from it.");
        assertThat(sentence.in(Locale.GERMANY))
                .isEqualTo("Geschrieben wurde ein Array von int, erwartet wird a.R; das kann Avro daraus nicht lesen.");
        assertThat(sentence.in(Locale.FRENCH)).isEqualTo(sentence.toString());
    }

    @Test
    void beginsWithASmallLetterInsideAnother() {
        Sentence field = SchemaText.of("edit.restore-field", "a", "R");
        Sentence both = SchemaText.of(
                "edit.and", field, SchemaText.of("edit.add-default", "b", "0").asClause());

        assertThat(both).hasToString("Keep the field a of R, and give b \"default\": 0");
        assertThat(both.in(Locale.GERMAN)).isEqualTo("Behalte das Feld a von R, und gib b \"default\": 0");
    }

    @Test
    void keepsWhatAPieceOfASchemaHas() {
        assertThat(Sentence.quoting("{\"name\": \"it's\", \"type\": \"{0}\"}"))
                .hasToString("{\"name\": \"it's\", \"type\": \"{0}\"}");
    }

    @Test
    void isThereInBothLanguagesAndAskedFor() throws IOException {
        Set<String> quoted = new TreeSet<>();
        try (Stream<Path> files = Files.walk(MAIN.resolve("java"))) {
            for (Path file :
                    (Iterable<Path>) files.filter(each -> each.toString().endsWith(".java"))::iterator) {
                QUOTED.matcher(Files.readString(file)).results().forEach(key -> quoted.add(key.group(1)));
            }
        }

        assertThat(texts("_de").stringPropertyNames()).isEqualTo(texts("").stringPropertyNames());
        assertThat(texts("").stringPropertyNames())
                .allMatch(key -> quoted.contains(key) || quoted.contains(key.replaceFirst("\\.fix$", "")));
    }

    @Test
    void namesTheSameThingsInBothLanguagesInOtherWords() throws IOException {
        Properties english = texts("");
        Properties german = texts("_de");

        for (String key : english.stringPropertyNames()) {
            assertThat(german.getProperty(key).equals(english.getProperty(key)))
                    .as(key)
                    .isEqualTo(WITHOUT_WORDS.contains(key));
            Object[] arguments = {11, 22, 33, 44};
            for (Object argument : arguments) {
                assertThat(names(german.getProperty(key), arguments, argument))
                        .as("%s %s", key, argument)
                        .isEqualTo(names(english.getProperty(key), arguments, argument));
            }
        }
    }

    /** What decides between one and many is not shown itself. */
    private static boolean names(String text, Object[] arguments, Object argument) {
        return MessageFormat.format(text, arguments).contains(argument.toString());
    }
}
