package dev.avenant.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.console.audit.AuditEvent;
import dev.avenant.console.contracts.Difference;
import dev.avenant.console.contracts.RunningTopics;
import dev.avenant.console.produce.FormProblem;
import dev.avenant.console.produce.LeafInput;
import dev.avenant.console.topics.LagTrend;
import dev.avenant.contracts.push.RegistryDrift;
import dev.avenant.messaging.api.dialect.LetterState;
import dev.avenant.operations.events.AvroTrace;
import dev.avenant.operations.events.EventSearch;
import dev.avenant.operations.groups.GroupKind;
import dev.avenant.operations.letters.BytesDiagnosis;
import dev.avenant.operations.letters.LetterAdvice;
import dev.avenant.operations.registry.VersionUse;
import dev.avenant.operations.services.ServiceFailedException;
import dev.avenant.operations.topics.TopicState;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages say in each language. */
@Tag("fast")
class TextsTest {

    private static final Path SOURCES = Path.of("src/main");

    /** A text in a template, such as {@code #{subjects.title}} or {@code #messages.msg('match.' + …)}. */
    private static final Pattern IN_TEMPLATES = Pattern.compile("#messages\\.msg\\('([a-z.]+)'|#\\{([a-z][a-z0-9.-]*)");

    private static final Pattern IN_CODE = Pattern.compile("\"(problem\\.[a-z-]+)\"");

    @Test
    void isSaidInGermanToo() throws IOException {
        assertThat(texts("messages_de").stringPropertyNames())
                .isEqualTo(texts("messages").stringPropertyNames());
    }

    @Test
    void isWhatThePagesAskForAndNoMore() throws IOException {
        Set<String> asked = new TreeSet<>();
        Set<String> beginnings = new TreeSet<>();
        for (Path file : files()) {
            Pattern pattern = file.toString().endsWith(".java") ? IN_CODE : IN_TEMPLATES;
            for (MatchResult text :
                    pattern.matcher(Files.readString(file)).results().toList()) {
                if (text.groupCount() == 2 && text.group(2) == null) {
                    beginnings.add(text.group(1));
                } else {
                    asked.add(text.group(text.groupCount()));
                }
            }
        }
        Set<String> there = texts("messages").stringPropertyNames();

        assertThat(there).containsAll(asked);
        assertThat(beginnings)
                .containsExactly(
                        "advice.",
                        "became.",
                        "change.",
                        "diagnosis.",
                        "difference.",
                        "drift.",
                        "end.",
                        "failure.",
                        "groups.about.",
                        "groups.kind.",
                        "lineage.node.",
                        "lineage.sight.",
                        "match.",
                        "missing.",
                        "outcome.",
                        "overview.left.",
                        "overview.trend.",
                        "produce.expected.",
                        "produce.wrong.",
                        "service.",
                        "sight.",
                        "signin.problem.",
                        "state.",
                        "unknown.",
                        "usage.reason.");
        assertThat(there.stream()
                        .filter(key -> !asked.contains(key))
                        .filter(key -> beginnings.stream().noneMatch(key::startsWith)))
                .isEmpty();
    }

    @Test
    void haveASentenceForEachThingThatIsFoundOut() throws IOException {
        Set<String> found = new TreeSet<>();
        for (LetterAdvice advice : LetterAdvice.values()) {
            found.add("advice." + advice + ".cause");
            found.add("advice." + advice + ".remedy");
        }
        Stream.of(BytesDiagnosis.values()).forEach(diagnosis -> found.add("diagnosis." + diagnosis));
        Stream.of(AvroTrace.Kind.values()).forEach(kind -> found.add("failure." + kind));
        Stream.of(EventSearch.End.values()).forEach(end -> found.add("end." + end));
        Stream.of(TopicState.Part.values()).forEach(part -> found.add("missing." + part));
        Stream.of(AuditEvent.Outcome.values())
                .forEach(outcome -> found.add("outcome." + outcome.name().toLowerCase(Locale.ROOT)));
        Stream.of(Difference.Kind.values()).forEach(kind -> found.add("difference." + kind));
        Stream.of(VersionUse.Reason.values()).forEach(reason -> found.add("usage.reason." + reason));
        Stream.of(RunningTopics.Part.values()).forEach(part -> found.add("unknown." + part));
        Stream.of(LeafInput.values()).forEach(input -> found.add("produce.expected." + input));
        Stream.of(FormProblem.Kind.values()).forEach(kind -> found.add("produce.wrong." + kind));
        Stream.of(ServiceFailedException.Kind.values()).forEach(kind -> found.add("service." + kind));
        Stream.of(GroupKind.values()).forEach(kind -> found.add("groups.kind." + kind.word()));
        Stream.of(GroupKind.values()).forEach(kind -> found.add("groups.about." + kind.word()));
        Stream.of(LagTrend.Kind.values()).forEach(kind -> found.add("overview.trend." + kind));
        Stream.of(LetterState.values())
                .forEach(state -> found.add("became." + state.name().toLowerCase(Locale.ROOT)));

        assertThat(
                        texts("messages").stringPropertyNames().stream()
                                .filter(
                                        key -> key.matches(
                                                "(advice|diagnosis|difference|end|failure|groups\\.about|groups\\.kind|became|missing|outcome|overview\\.trend|produce\\.expected|produce\\.wrong|service|unknown|usage\\.reason)\\..*")))
                .containsExactlyInAnyOrderElementsOf(found);
    }

    @Test
    void callWhatDiffersInARegistryAsTheCommandLineDoes() throws IOException {
        Properties texts = texts("messages");

        for (RegistryDrift.Kind kind : RegistryDrift.Kind.values()) {
            assertThat(texts.getProperty("drift." + kind)).isEqualTo(kind.title());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"messages", "messages_de"})
    void canBeFormatted(String language) throws IOException {
        Properties texts = texts(language);
        for (String key : texts.stringPropertyNames()) {
            for (int number : List.of(0, 1, 2)) {
                assertThat(new MessageFormat(texts.getProperty(key)).format(new Object[] {number, number}))
                        .as(key)
                        .isNotBlank();
            }
        }
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(SOURCES)) {
            return all.filter(file -> file.toString().matches(".*\\.(java|html)"))
                    .collect(Collectors.toList());
        }
    }

    private static Properties texts(String language) throws IOException {
        Properties texts = new Properties();
        try (Reader reader = Files.newBufferedReader(SOURCES.resolve("resources/" + language + ".properties"))) {
            texts.load(reader);
        }
        return texts;
    }
}
