package dev.avenant.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.avenant.serde.errors.SerdeException;
import dev.avenant.serde.errors.SerdeFailure;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Schemas that travel with rules, which this serde does not execute. */
@Tag("fast")
class RuleSetCheckTest {

    private static final byte[] PAYLOAD = {0, 0, 0, 0, 7, 2, 'a'};

    @ParameterizedTest
    @CsvSource({
        "domainRules, WRITE, true, false",
        "domainRules, READ, false, true",
        "domainRules, WRITEREAD, true, true",
        "encodingRules, WRITEREAD, true, true",
        "migrationRules, UPGRADE, false, false"
    })
    void stopWhatTheyWouldHaveToBeExecutedFor(String rules, String mode, boolean stopsWriting, boolean stopsReading)
            throws IOException {
        try (RecordedRegistry registry = registry(rules, mode, false)) {
            KafkaAvroSerializer serializer = serializer(registry);
            KafkaAvroDeserializer deserializer = deserializer(registry);

            SerdeException written = stopsWriting
                    ? catchThrowableOfType(SerdeException.class, () -> serializer.serialize("t", "a"))
                    : null;
            SerdeException read = stopsReading
                    ? catchThrowableOfType(SerdeException.class, () -> deserializer.deserialize("t", PAYLOAD))
                    : null;

            if (written == null) {
                assertThat(serializer.serialize("t", "a")).isEqualTo(PAYLOAD);
            } else {
                assertThat(written)
                        .hasMessage("[value of t, subject t-value, schema 7] The registered schema has the rule"
                                + " encryptPII of type ENCRYPT, and rules are not executed by this serde. Disable the"
                                + " rule, or use a serde that executes it");
                assertThat(written.kind()).isEqualTo(SerdeFailure.Kind.MISCONFIGURED);
            }
            if (read == null) {
                assertThat(deserializer.deserialize("t", PAYLOAD)).isEqualTo("a");
            } else {
                assertThat(read.kind()).isEqualTo(SerdeFailure.Kind.MISCONFIGURED);
            }
        }
    }

    @Test
    void stopNothingWhenTheyAreDisabled() throws IOException {
        try (RecordedRegistry registry = registry("domainRules", "WRITEREAD", true)) {

            assertThat(serializer(registry).serialize("t", "a")).isEqualTo(PAYLOAD);
            assertThat(deserializer(registry).deserialize("t", PAYLOAD)).isEqualTo("a");
        }
    }

    private static RecordedRegistry registry(String rules, String mode, boolean isDisabled) throws IOException {
        String answer = "{\"id\":7,\"schema\":\"\\\"string\\\"\",\"ruleSet\":{\"" + rules
                + "\":[{\"name\":\"encryptPII\",\"kind\":\"TRANSFORM\",\"mode\":\"" + mode
                + "\",\"type\":\"ENCRYPT\",\"disabled\":" + isDisabled + "}]}}";
        return new RecordedRegistry().otherwise(200, answer);
    }

    private static KafkaAvroSerializer serializer(RecordedRegistry registry) {
        KafkaAvroSerializer serializer = new KafkaAvroSerializer();
        Map<String, Object> settings = settings(registry);
        settings.put("use.latest.version", true);
        serializer.configure(settings, false);
        return serializer;
    }

    private static KafkaAvroDeserializer deserializer(RecordedRegistry registry) {
        KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer();
        deserializer.configure(settings(registry), false);
        return deserializer;
    }

    private static Map<String, Object> settings(RecordedRegistry registry) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("schema.registry.url", registry.url());
        settings.put("value.subject.name.strategy", "io.confluent.kafka.serializers.subject.TopicNameStrategy");
        return settings;
    }
}
