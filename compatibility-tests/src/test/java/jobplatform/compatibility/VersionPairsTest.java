package jobplatform.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.avro.generators.RandomValues;
import dev.avenant.compatibility.Comparison;
import dev.avenant.compatibility.ComparisonSettings;
import dev.avenant.compatibility.SchemaComparison;
import dev.avenant.contracts.files.ContractFiles;
import dev.avenant.contracts.push.RegistryPush;
import dev.avenant.contracts.tree.Contract;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.contracts.tree.Release;
import dev.avenant.finding.Verdict;
import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.schema.SchemaSource;
import dev.avenant.serde.KafkaAvroDeserializer;
import dev.avenant.serde.KafkaAvroSerializer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Writes with each version of each event and reads with each other, through the real serde and registry. */
@Tag("fast")
class VersionPairsTest {
    private static final long SEED = 20_260_101L;
    private static final int SAMPLES = 12;

    private static final ContractTree TREE = ContractTree.load(
            ContractFiles.folder(Path.of("../schemas").toAbsolutePath().normalize()));

    @SuppressWarnings("NullAway.Init")
    private static SchemaRegistry registry;

    @SuppressWarnings("NullAway.Init")
    private static KafkaAvroSerializer serializer;

    @SuppressWarnings("NullAway.Init")
    private static KafkaAvroDeserializer deserializer;

    /** One version that writes and one that reads. */
    record Pair(Contract event, Release writer, Release reader) {
        @Override
        public String toString() {
            return event.name() + " " + writer.label() + " read as " + reader.label();
        }
    }

    @BeforeAll
    static void everythingIsPushed() {
        registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory().port(0));
        RegistryPush.to(new HttpRegistryClient(registry.url(), Duration.ofSeconds(10)))
                .pushReleasedAndCurrent(TREE, step -> {});
        serializer = new KafkaAvroSerializer();
        serializer.configure(settings(Map.of()), false);
        deserializer = new KafkaAvroDeserializer();
        deserializer.configure(settings(Map.of()), false);
    }

    private static Map<String, Object> settings(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("schema.registry.url", registry.url().toString());
        settings.put("auto.register.schemas", false);
        settings.put("value.subject.name.strategy", "dev.avenant.serde.subject.TopicRecordNameStrategy");
        settings.put("avro.fail.on.trailing.data", true);
        return settings;
    }

    @AfterAll
    static void nothingRuns() {
        serializer.close();
        deserializer.close();
        registry.close();
    }

    static Stream<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        for (Contract event : TREE.events()) {
            List<Release> all = new ArrayList<>(event.releases());
            all.addAll(event.unreleased());
            all.forEach(writer -> all.forEach(reader -> pairs.add(new Pair(event, writer, reader))));
        }
        return pairs.stream();
    }

    @Test
    void everyContractCanBeRead() {
        assertThat(TREE.hasErrors()).isFalse();
        assertThat(pairs()).hasSizeGreaterThanOrEqualTo(TREE.events().size() + 6);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void readsWhatWasWrittenExactlyWhenTheGateSaysSo(Pair pair) {
        Verdict verdict = verdict(pair.writer(), pair.reader());
        Verdict observed = Verdict.SAFE;
        for (GenericData.Record written : RandomValues.records(pair.writer().schema(), SAMPLES, SEED)) {
            observed = observed.worst(observe(pair, written));
        }

        assertThat(observed).as("%s, seed %d", pair, SEED).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"name\": \"email\", \"type\": \"string\"', '\"name\": \"email\", \"type\": \"int\"', BREAKS, BREAKS",
        "'\"name\": \"version\", \"type\": \"long\"', '\"name\": \"version\", \"type\": \"int\"', BREAKS, SAFE",
        "'\"name\": \"fullName\"', '\"name\": \"wholeName\"', CORRUPTS, CORRUPTS",
    })
    void seesWhatTheGateSaysOfAChangeThatMustNotBeMade(
            String from, String to, Verdict backwardVerdict, Verdict forwardVerdict) {
        Contract event = TREE.find("UserCreated").orElseThrow();
        Release current = event.current().orElseThrow();
        String text = current.version().source().text().replace(from, to);
        Schema userType =
                TREE.find("UserType").orElseThrow().current().orElseThrow().schema();
        Schema changed = SchemaSource.parse("changed.avsc", text).resolve(List.of(userType));
        Comparison comparison = SchemaComparison.compare(current.schema(), changed);

        assertThat(comparison.backward().verdict()).isEqualTo(backwardVerdict);
        assertThat(comparison.forward().verdict()).isEqualTo(forwardVerdict);
        assertThat(observed(current.schema(), changed)).isEqualTo(backwardVerdict);
        assertThat(observed(changed, current.schema())).isEqualTo(forwardVerdict);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void givesTheGeneratedClassWhatAnyVersionWrote(Pair pair) {
        String topic = pair.event().topic().orElseThrow().name();
        try (KafkaAvroDeserializer specific = new KafkaAvroDeserializer()) {
            specific.configure(settings(Map.of("specific.avro.reader", true)), false);
            for (GenericData.Record written : RandomValues.records(pair.writer().schema(), SAMPLES, SEED)) {
                Object read = specific.deserialize(topic, serializer.serialize(topic, written));

                assertThat(read).isInstanceOfSatisfying(SpecificRecord.class, event -> {
                    assertThat(event.getClass().getName())
                            .isEqualTo(pair.event().fullName());
                    assertThat(serializer.serialize(topic, event)).isNotNull().startsWith(0);
                });
            }
        }
    }

    /** What becomes of records when they are written and read through a registry of their own. */
    private static Verdict observed(Schema writer, Schema reader) {
        try (SchemaRegistry alone =
                        SchemaRegistry.start(SchemaRegistryConfig.inMemory().port(0));
                KafkaAvroSerializer writes = new KafkaAvroSerializer();
                KafkaAvroDeserializer reads = new KafkaAvroDeserializer()) {
            Map<String, Object> settings =
                    Map.of("schema.registry.url", alone.url().toString(), "auto.register.schemas", true);
            writes.configure(settings, false);
            reads.configure(settings, false);
            Verdict worst = Verdict.SAFE;
            for (GenericData.Record written : RandomValues.records(writer, SAMPLES, SEED)) {
                worst = worst.worst(outcome(reads, "t", writes.serialize("t", written), written, reader));
            }
            return worst;
        }
    }

    private static Verdict verdict(Release writer, Release reader) {
        Comparison comparison =
                SchemaComparison.compare(writer.compared(), reader.compared(), ComparisonSettings.THOROUGH);
        return comparison.backward().verdict();
    }

    private static Verdict observe(Pair pair, GenericData.Record written) {
        String topic = pair.event().topic().orElseThrow().name();
        return outcome(
                deserializer,
                topic,
                serializer.serialize(topic, written),
                written,
                pair.reader().schema());
    }

    private static Verdict outcome(
            KafkaAvroDeserializer reads,
            String topic,
            byte @Nullable [] bytes,
            GenericData.Record written,
            Schema reader) {
        try {
            Object read = reads.deserialize(topic, bytes, reader);
            return sameValues(written, (GenericRecord) read) ? Verdict.SAFE : Verdict.CORRUPTS;
        } catch (RuntimeException refused) {
            return Verdict.BREAKS;
        }
    }

    /** Whether every field that the reader knows holds what was written, under its name or as the default it must be. */
    private static boolean sameValues(GenericRecord written, @Nullable GenericRecord read) {
        if (read == null) {
            return false;
        }
        int kept = 0;
        for (Schema.Field field : written.getSchema().getFields()) {
            Schema.Field other = read.getSchema().getField(field.name());
            if (other != null) {
                kept++;
                if (!text(written.get(field.pos())).equals(text(read.get(other.pos())))) {
                    return false;
                }
            }
        }
        // a field gone on one side and come on the other is one field renamed, whose value a default has replaced
        return kept
                == Math.min(
                        written.getSchema().getFields().size(),
                        read.getSchema().getFields().size());
    }

    private static String text(@Nullable Object value) {
        return GenericData.get().toString(value);
    }
}
