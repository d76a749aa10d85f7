package dev.avenant.messaging.internal;

import dev.avenant.serde.AvroSettings;
import dev.avenant.serde.KafkaAvroDeserializer;
import dev.avenant.serde.KafkaAvroSerializer;
import dev.avenant.serde.SerdeFailure;
import dev.avenant.serde.subject.TopicRecordNameStrategy;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Avro in Confluent's wire format, with subjects {@code <topic>-<record full name>}. It never registers a schema, and
 * leaves it to its callers to try again.
 */
final class AvroEventCodec implements EventCodec {

    private final String registryUrl;
    private final KafkaAvroSerializer serializer = new KafkaAvroSerializer();
    private final KafkaAvroDeserializer specific = new KafkaAvroDeserializer();
    private final KafkaAvroDeserializer generic = new KafkaAvroDeserializer();

    /**
     * Opens no connection yet.
     *
     * @param settings further settings of the serde, such as credentials; what messaging relies on wins over them
     */
    AvroEventCodec(String registryUrl, Map<String, String> settings) {
        this.registryUrl = registryUrl;
        Map<String, Object> all = new HashMap<>(settings);
        all.put(AvroSettings.URL, registryUrl);
        all.putIfAbsent(AvroSettings.MAX_RETRIES, 0);
        all.put(AvroSettings.VALUE_SUBJECT_NAME_STRATEGY, TopicRecordNameStrategy.class);
        Map<String, Object> writing = new HashMap<>(all);
        writing.put(AvroSettings.AUTO_REGISTER, false);
        writing.put(AvroSettings.REMOVE_JAVA_PROPERTIES, true);
        serializer.configure(writing, false);
        Map<String, Object> reading = new HashMap<>(all);
        reading.put(AvroSettings.FAIL_ON_TRAILING_DATA, true);
        generic.configure(reading, false);
        reading.put(AvroSettings.SPECIFIC_READER, true);
        specific.configure(reading, false);
    }

    @Override
    public void require(String topic, Class<? extends SpecificRecord> event) {
        try {
            var unused = serializer.prepare(topic, event);
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
    public GenericContainer decode(String topic, Headers headers, byte[] value) {
        return read(specific, topic, headers, value);
    }

    @Override
    public String typeOf(String topic, Headers headers, byte[] value) {
        return read(generic, topic, headers, value).getSchema().getFullName();
    }

    private static GenericContainer read(
            KafkaAvroDeserializer deserializer, String topic, Headers headers, byte[] value) {
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
        serializer.close();
        specific.close();
        generic.close();
    }
}
