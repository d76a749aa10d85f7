package dev.avenant.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.avenant.registry.client.InMemoryRegistryClient;
import dev.avenant.registry.client.config.RegistryClientConfig;
import dev.avenant.serde.config.KafkaAvroDeserializerConfig;
import dev.avenant.serde.config.KafkaAvroSerdeConfig;
import dev.avenant.serde.config.KafkaAvroSerializerConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("fast")
class ConfluentSettingsTest {

    static Stream<Arguments> recorded() {
        return Stream.of(
                        Map.entry("KafkaAvroSerializerConfig", KafkaAvroSerializerConfig.configDef()),
                        Map.entry("KafkaAvroDeserializerConfig", KafkaAvroDeserializerConfig.configDef()))
                .flatMap(each -> StreamSupport.stream(
                                WireCases.read("config-keys.json")
                                        .path(each.getKey())
                                        .spliterator(),
                                false)
                        .map(key -> Arguments.of(key.path("name").asText(), key, each.getValue())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recorded")
    void hasTheRecordedKeyTypeAndDefault(String name, JsonNode recorded, ConfigDef ours) {
        assertThat(ours.names()).contains(name);

        ConfigDef.ConfigKey key = Objects.requireNonNull(ours.configKeys().get(name));
        assertThat(key.type.name()).isEqualTo(recorded.path("type").asText());
        assertThat(!key.hasDefault()).isEqualTo(recorded.path("required").asBoolean());
        if (name.equals(KafkaAvroSerdeConfig.AUTO_REGISTER_SCHEMAS)) {
            assertThat(key.defaultValue).isEqualTo(false);
        } else if (key.hasDefault()) {
            assertThat(text(key.defaultValue)).isEqualTo(recordedDefault(recorded));
        }
        assertThat(allowed(key.validator))
                .isEqualTo(allowed(recorded.path("validator").asText("null")));
    }

    /** What a validator says that it allows, in any order and case. */
    private static Set<String> allowed(@Nullable Object validator) {
        String words =
                String.valueOf(validator).replace("(case insensitive) ", "").replaceAll("[\\[\\]]", "");
        return Set.of(words.toLowerCase(Locale.ROOT).split(", ?"));
    }

    private static @Nullable String text(@Nullable Object value) {
        if (value instanceof Class<?> type) {
            return type.getSimpleName();
        }
        if (value instanceof Password password) {
            return password.value();
        }
        return value == null ? null : value.toString();
    }

    private static @Nullable String recordedDefault(JsonNode recorded) {
        JsonNode value = recorded.path("default");
        if (value.isNull() || value.isMissingNode()) {
            return null;
        }
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(JsonNode::asText)
                    .toList()
                    .toString();
        }
        String text = value.asText();
        return recorded.path("type").asText().equals("CLASS") ? text.substring(text.lastIndexOf('.') + 1) : text;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "avro.use.logical.type.convertors | avro.use.logical.type.converters",
                "auto.register.schema | auto.register.schemas",
                "AUTO_REGISTER_SCHEMAS | auto.register.schemas",
                "schema.registry.ssl.truststore.loc | schema.registry.ssl.truststore.location",
                "values.subject.name.strategy | value.subject.name.strategy",
                "avro.fail.on.trailing.date | avro.fail.on.trailing.data",
                "latest.cache.ttl.secs | latest.cache.ttl.sec",
                "normalise.schemas | normalize.schemas",
                "basic.auth.user | basic.auth.user.info",
                "avenant.max.depht | avenant.max.depth"
            })
    void refusesAnUnknownSettingAndGuessesWhatWasMeant(String given, String meant) {
        Map<String, Object> settings = with(given, "true");

        assertThatThrownBy(() -> new KafkaAvroSerializer().configure(settings, false))
                .isInstanceOf(ConfigException.class)
                .hasMessage("Unknown setting " + given + ". Did you mean " + meant + "?");
    }

    @Test
    void leavesTheSettingsOfOthersAlone() {
        Map<String, Object> settings = with("bootstrap.servers", "localhost:9092");
        settings.put("json.fail.unknown.properties", "true");
        settings.put("key.serializer", "org.apache.kafka.common.serialization.StringSerializer");
        settings.put("specific.avro.reader", "true");
        settings.put("avro.codec", "snappy");
        settings.put("latest.offsets.only", "yes");
        settings.put("interceptor.classes", "com.acme.Audit");
        settings.put("confluent.monitoring.interceptor.bootstrap.servers", "localhost:9092");
        settings.put("rule.executors._default_.param.encrypt.kek.name", "k");
        settings.put("retries", 5);
        settings.put("max.poll.records", 10);
        settings.put("acks", List.of("all"));
        settings.put("com.acme.object", new Object());

        new KafkaAvroSerializer().configure(settings, false);
        new KafkaAvroDeserializer().configure(settings, true);
    }

    /** Both sides of a Kafka client hand over all that the client was given. */
    @Test
    void takesEverySettingThatKafkasOwnClientsHave() {
        Map<String, Object> settings = with("schema.registry.url.randomize", false);
        ProducerConfig.configNames().forEach(name -> settings.putIfAbsent(name, "x"));
        ConsumerConfig.configNames().forEach(name -> settings.putIfAbsent(name, "x"));
        AdminClientConfig.configNames().forEach(name -> settings.putIfAbsent(name, "x"));

        new KafkaAvroSerializer().configure(settings, false);
        new KafkaAvroDeserializer().configure(settings, false);
    }

    /** A copied configuration may spell out every default that Confluent documents. */
    @ParameterizedTest
    @ValueSource(strings = {"KafkaAvroSerializerConfig", "KafkaAvroDeserializerConfig"})
    void takesEveryRecordedDefaultAsItIsWritten(String recorded) {
        Map<String, Object> settings = new HashMap<>();
        WireCases.read("config-keys.json").path(recorded).forEach(key -> {
            JsonNode value = key.path("default");
            if (value.isArray()) {
                List<String> words = new ArrayList<>();
                value.forEach(word -> words.add(word.asText()));
                settings.put(key.path("name").asText(), String.join(",", words));
            } else if (!value.isNull() && !value.isMissingNode()) {
                settings.put(key.path("name").asText(), value.asText());
            }
        });
        settings.put("schema.registry.url", "mock://settings");
        settings.remove("bearer.auth.credentials.source"); // which the recorded client refuses beside the other one

        new KafkaAvroSerializer().configure(settings, false);
        new KafkaAvroDeserializer().configure(settings, false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rule.executors | checkSsn",
                "rule.actions | dlq",
                "propagate.schema.tags | true",
                "validation.rules.execution | before_domain_rules",
                "use.schema.guid | 42",
                "use.latest.with.metadata | broken"
            })
    void refusesWhatItCannotDo(String key, String value) {
        assertThatThrownBy(() -> new KafkaAvroSerializer().configure(with(key, value), false))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("Setting " + key + " cannot be used: ");
    }

    @ParameterizedTest
    @CsvSource({
        "use.latest.version,true,use.schema.id,7",
        "auto.register.schemas,true,use.schema.id,7",
        "use.schema.id,7,use.schema.guid,1a65f93b-91ba-8637-e996-30fa6ae9698a",
        "bearer.auth.credentials.source,STATIC_TOKEN,basic.auth.credentials.source,USER_INFO"
    })
    void refusesTwoSettingsThatContradictEachOther(String one, String first, String other, String second) {
        Map<String, Object> settings = with(one, first);
        settings.put(other, second);

        assertThatThrownBy(() -> new KafkaAvroSerializer().configure(settings, false))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(one)
                .hasMessageContaining(other);
    }

    @Test
    void refusesTwoWaysToSayWhoAsksAlsoBesideAClientOfTheCallersOwn() {
        Map<String, Object> settings = with("bearer.auth.credentials.source", "STATIC_TOKEN");
        settings.put("basic.auth.credentials.source", "USER_INFO");

        assertThatThrownBy(() -> new KafkaAvroDeserializer(new InMemoryRegistryClient(), settings))
                .isInstanceOf(ConfigException.class)
                .hasMessage("Setting bearer.auth.credentials.source cannot be used: it is given together with"
                        + " basic.auth.credentials.source; remove one of them");
    }

    private static Map<String, Object> with(String key, Object value) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(RegistryClientConfig.SCHEMA_REGISTRY_URL, "mock://settings");
        settings.put(key, value);
        return settings;
    }
}
