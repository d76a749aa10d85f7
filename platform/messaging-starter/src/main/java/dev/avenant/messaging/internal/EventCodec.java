package dev.avenant.messaging.internal;

import java.util.Map;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Events to the bytes of a record and back, under the contracts of a registry. */
public interface EventCodec extends AutoCloseable {

    /**
     * Makes sure that events of that class can be written to that topic without asking the registry again.
     *
     * @throws EventNotRegisteredException if the registry does not hold the class's schema for that topic
     * @throws org.apache.kafka.common.KafkaException if the registry gave no usable answer
     */
    void require(String topic, Class<? extends SpecificRecord> event);

    /** Writes an event whose class was required for that topic. */
    byte[] encode(String topic, SpecificRecord event);

    /**
     * Writes an event from its JSON, Avro's or a plain one, with a schema that the registry holds for that topic.
     *
     * @param type the full name of the event's record
     * @param version of the schema's subject; null for the latest
     * @throws JsonNotWrittenException if there is no such schema, the JSON does not fit it, or the registry gave no usable
     *     answer
     */
    byte[] encodeJson(String topic, String type, @Nullable Integer version, Map<String, Object> json);

    /** Reads a record's value into the class of its event; it is a failure if there is no such class here. */
    GenericContainer decode(String topic, Headers headers, byte[] value);

    /** Finds out which event a record's value is, whether or not there is a class for it. */
    String typeOf(String topic, Headers headers, byte[] value);

    /** Where the contracts are asked for. */
    String registryUrl();

    @Override
    void close();
}
