package dev.avenant.messaging.internal;

import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.config.RegistryClientConfig;
import dev.avenant.serde.KafkaAvroSerializer;
import dev.avenant.serde.TrustedRecords;
import dev.avenant.serde.config.KafkaAvroDeserializerConfig;
import dev.avenant.serde.config.KafkaAvroSerdeConfig;
import dev.avenant.serde.config.KafkaAvroSerializerConfig;
import dev.avenant.serde.errors.SerdeFailure;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Avro in Confluent's wire format, with subjects {@code <topic>-<record full name>}. It never registers a schema, and
 * leaves it to its callers to try again. Whatever class writes the bytes, the event classes are held against the
 * registry by this project's own.
 */
final class AvroEventCodec implements EventCodec {

    /** By the name that Confluent's serde knows too. */
    private static final String SUBJECTS = "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy";

    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
    private static final int READ_TIMEOUT_MILLIS = 5_000;

    /** What another serde may do and this project's refuses, so that it is not set for nothing. */
    private static final Set<String> ONLY_FOR_OTHERS = Set.of(
            KafkaAvroSerdeConfig.RULE_EXECUTORS,
            KafkaAvroSerdeConfig.RULE_ACTIONS,
            KafkaAvroSerdeConfig.PROPAGATE_SCHEMA_TAGS,
            KafkaAvroSerializerConfig.VALIDATION_RULES_EXECUTION);

    private final String registryUrl;
    private final Supplier<RegistryClient> registry;
    private final KafkaAvroSerializer contracts = new KafkaAvroSerializer();
    private final Serializer<Object> serializer;
    private final Deserializer<Object> specific;
    private final Deserializer<Object> generic;

    /**
     * Opens no connection yet.
     *
     * @param settings further settings of the serde, such as credentials; what messaging relies on wins over them
     */
    AvroEventCodec(String registryUrl, Map<String, String> settings, EventSerde serde) {
        this.registryUrl = registryUrl;
        Map<String, Object> all = new HashMap<>(settings);
        all.put(RegistryClientConfig.SCHEMA_REGISTRY_URL, registryUrl);
        all.putIfAbsent(RegistryClientConfig.MAX_RETRIES, 0);
        // Whoever asks holds up a whole thread: a registry that is silent must look like one that is away.
        all.putIfAbsent(RegistryClientConfig.HTTP_CONNECT_TIMEOUT_MS, CONNECT_TIMEOUT_MILLIS);
        all.putIfAbsent(RegistryClientConfig.HTTP_READ_TIMEOUT_MS, READ_TIMEOUT_MILLIS);
        all.put(KafkaAvroSerdeConfig.VALUE_SUBJECT_NAME_STRATEGY, SUBJECTS);
        this.registry = () -> new RegistryClientConfig(all).client();
        Map<String, Object> writing = new HashMap<>(all);
        writing.put(KafkaAvroSerdeConfig.AUTO_REGISTER_SCHEMAS, false);
        writing.put(KafkaAvroSerializerConfig.AVRO_REMOVE_JAVA_PROPERTIES, true);
        Map<String, Object> asking = new HashMap<>(writing);
        asking.keySet().removeAll(ONLY_FOR_OTHERS);
        contracts.configure(serde.isOwn() ? writing : asking, false);
        this.serializer = serde.isOwn() ? contracts : serde.serializer(writing);
        Map<String, Object> reading = new HashMap<>(all);
        reading.put(KafkaAvroDeserializerConfig.AVRO_FAIL_ON_TRAILING_DATA, true);
        this.generic = serde.deserializer(reading);
        reading.put(KafkaAvroDeserializerConfig.SPECIFIC_AVRO_READER, true);
        // No class but those that the service declares, which are trusted when they are required.
        reading.putIfAbsent(KafkaAvroSerdeConfig.TRUSTED_PACKAGES, "");
        this.specific = serde.deserializer(reading);
    }

    @Override
    public void require(String topic, Class<? extends SpecificRecord> event) {
        TrustedRecords.trust(event);
        try {
            var unused = contracts.prepare(topic, event);
        } catch (RuntimeException failed) {
            boolean isMissing = SerdeFailure.find(failed)
                    .filter(failure -> failure.kind() == SerdeFailure.Kind.NOT_REGISTERED)
                    .isPresent();
            if (isMissing) {
                throw new EventNotRegisteredException(topic, SpecificData.get().getSchema(event), registryUrl, failed);
            }
            throw failed;
        }
    }

    @Override
    public byte[] encode(String topic, SpecificRecord event) {
        return Objects.requireNonNull(serializer.serialize(topic, event), "only null is written as null");
    }

    @Override
    public byte[] encodeJson(String topic, String type, @Nullable Integer version, Map<String, Object> json) {
        try (RegistryClient client = registry.get()) {
            return new JsonEventWriter(client).write(topic + "-" + type, version, json);
        }
    }

    @Override
    public GenericContainer decode(String topic, Headers headers, byte[] value) {
        return read(specific, topic, headers, value);
    }

    @Override
    public String typeOf(String topic, Headers headers, byte[] value) {
        return read(generic, topic, headers, value).getSchema().getFullName();
    }

    private static GenericContainer read(
            Deserializer<Object> deserializer, String topic, Headers headers, byte[] value) {
        Object read = deserializer.deserialize(topic, headers, value);
        if (read instanceof GenericContainer event) {
            return event;
        }
        throw new NotAnEventException(read == null ? "null" : read.getClass().getName());
    }

    @Override
    public String registryUrl() {
        return registryUrl;
    }

    @Override
    public void close() {
        contracts.close();
        serializer.close();
        specific.close();
        generic.close();
    }
}
