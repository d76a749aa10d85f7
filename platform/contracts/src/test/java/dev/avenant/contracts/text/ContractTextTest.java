package dev.avenant.contracts.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.avenant.contracts.config.ContractsConfig;
import dev.avenant.contracts.files.ContractsFileException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** What is said of the files of contracts is said in each language. */
@Tag("fast")
class ContractTextTest {

    private static final Path MAIN = Path.of("src/main");
    private static final Pattern QUOTED = Pattern.compile("\"([a-z]+(?:\\.[a-z-]+)?)\"");
    private static final Pattern ARGUMENT = Pattern.compile("\\{[0-9]}");

    private static Properties texts(String language) throws IOException {
        Properties texts = new Properties();
        try (Reader file = Files.newBufferedReader(
                MAIN.resolve("resources/dev/avenant/contracts/text/contracts" + language + ".properties"))) {
            texts.load(file);
        }
        return texts;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "topics: [                | contracts.yaml:1:10: erwartet wird YAML, aber der Parser sagt:",
                "topics: 7                | contracts.yaml:1:9: erwartet wird eine Zuordnung, gefunden wurde \"7\". Schreibe hier Zeilen \"key: value\".",
                "defaults: {level: FULL}  | contracts.yaml:1:12: erwartet wird eines von [compatibility, key, profiles, readers, subject], gefunden wurde \"level\". Berichtige den Schlüssel, oder entferne ihn.",
                "topics: {orders: {}}     | contracts.yaml:1:10: erwartet wird \"owner\" für orders, aber es fehlt. Füge \"owner: …\" hinzu.",
                "defaults: {subject: '{x}'} | contracts.yaml:1:21: erwartet wird TopicName, RecordName, TopicRecordName oder ein Muster, gefunden wurde \"{x}\". Nimm eines der drei, oder ein Muster mit {topic}, {record}, {name} oder {namespace}, etwa \"{topic}-{name}-value\".",
            })
    void saysInGermanWhyAFileIsNotToBeRead(String yaml, String said) {
        ContractsFileException fault = catchThrowableOfType(
                ContractsFileException.class, () -> ContractsConfig.parse(ContractsConfig.FILE, yaml));

        assertThat(fault.whole().in(Locale.GERMANY)).startsWith(said);
        assertThat(fault).hasMessage(fault.whole().toString());
        assertThat(fault.whole().toString()).contains(": expected ");
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
    void namesTheSameThingsInBothLanguages() throws IOException {
        Properties german = texts("_de");
        texts("")
                .forEach((key, english) -> assertThat(arguments(german.getProperty(key.toString())))
                        .as(key.toString())
                        .isEqualTo(arguments(english.toString())));
    }

    private static Set<String> arguments(String text) {
        Set<String> arguments = new TreeSet<>();
        ARGUMENT.matcher(text).results().forEach(found -> arguments.add(found.group()));
        return arguments;
    }
}
