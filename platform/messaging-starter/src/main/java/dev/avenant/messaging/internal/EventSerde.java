package dev.avenant.messaging.internal;

import dev.avenant.messaging.MessagingConfigurationException;
import dev.avenant.serde.KafkaAvroSerializer;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;

/**
 * The classes that write and read events, as the settings name them: this project's, Confluent's or another's.
 *
 * @param isOwn whether this project's class writes
 */
record EventSerde(
        boolean isOwn, Supplier<Serializer<Object>> serializers, Supplier<Deserializer<Object>> deserializers) {

    /** @throws MessagingConfigurationException when one of the classes is not on the class path or is none of Kafka's kind */
    @SuppressWarnings("unchecked") // such a class writes and reads whatever Avro has a type for
    static EventSerde of(String serializer, String deserializer) {
        Serializer<Object> first = instance("serializer", serializer, Serializer.class);
        first.close();
        EventSerde serde = new EventSerde(
                first instanceof KafkaAvroSerializer,
                () -> instance("serializer", serializer, Serializer.class),
                () -> instance("deserializer", deserializer, Deserializer.class));
        serde.deserializers.get().close();
        return serde;
    }

    private static <T> T instance(String setting, String className, Class<T> type) {
        try {
            return Utils.newInstance(className, type);
        } catch (ClassNotFoundException | ClassCastException | KafkaException unusable) {
            throw new MessagingConfigurationException(
                    "avenant.messaging." + setting + " must name a class on the class path that implements "
                            + type.getName() + " but was " + className + " (" + unusable + ")",
                    "Correct the name, or add the library that has the class.",
                    unusable);
        }
    }

    Serializer<Object> serializer(Map<String, Object> settings) {
        Serializer<Object> serializer = serializers.get();
        serializer.configure(settings, false);
        return serializer;
    }

    Deserializer<Object> deserializer(Map<String, Object> settings) {
        Deserializer<Object> deserializer = deserializers.get();
        deserializer.configure(settings, false);
        return deserializer;
    }
}
