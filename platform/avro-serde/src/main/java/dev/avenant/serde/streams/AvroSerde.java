package dev.avenant.serde.streams;

import dev.avenant.registry.client.RegistryClient;
import dev.avenant.serde.KafkaAvroDeserializer;
import dev.avenant.serde.KafkaAvroSerializer;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** A serializer and a deserializer that share their settings, typed by what they carry. */
abstract class AvroSerde<T> implements Serde<T> {

    private final KafkaAvroSerializer serializer;
    private final KafkaAvroDeserializer deserializer;

    AvroSerde() {
        this.serializer = new KafkaAvroSerializer();
        this.deserializer = new KafkaAvroDeserializer();
    }

    AvroSerde(RegistryClient client) {
        this.serializer = new KafkaAvroSerializer(client);
        this.deserializer = new KafkaAvroDeserializer(client);
    }

    /** The settings with what this serde stands for. */
    Map<String, ?> completed(Map<String, ?> settings) {
        return settings;
    }

    static Map<String, ?> with(Map<String, ?> settings, String key, Object value) {
        Map<String, Object> completed = new HashMap<>(settings);
        completed.put(key, value);
        return completed;
    }

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        serializer.configure(completed(settings), isKey);
        deserializer.configure(completed(settings), isKey);
    }

    @Override
    public void close() {
        serializer.close();
        deserializer.close();
    }

    @Override
    public Serializer<T> serializer() {
        return new Serializer<>() {
            @Override
            public byte @Nullable [] serialize(String topic, @Nullable T value) {
                return serializer.serialize(topic, value);
            }

            @Override
            public byte @Nullable [] serialize(String topic, @Nullable Headers headers, @Nullable T value) {
                return serializer.serialize(topic, headers, value);
            }
        };
    }

    @Override
    public Deserializer<T> deserializer() {
        return new Deserializer<>() {
            @Override
            @SuppressWarnings("unchecked") // the settings decide what comes out
            public @Nullable T deserialize(String topic, byte @Nullable [] payload) {
                return (T) deserializer.deserialize(topic, payload);
            }

            @Override
            @SuppressWarnings("unchecked") // the settings decide what comes out
            public @Nullable T deserialize(String topic, @Nullable Headers headers, byte @Nullable [] payload) {
                return (T) deserializer.deserialize(topic, headers, payload);
            }
        };
    }
}
