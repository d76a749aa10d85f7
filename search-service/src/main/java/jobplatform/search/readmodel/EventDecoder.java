package jobplatform.search.readmodel;

import dev.avenant.messaging.MessagingProperties;
import dev.avenant.messaging.SchemaRegistryConnectionDetails;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Makes the deserializers with which the listeners read, for who reads the topics on his own. */
@Component
class EventDecoder {

    private final MessagingProperties properties;
    private final ObjectProvider<SchemaRegistryConnectionDetails> registry;

    EventDecoder(MessagingProperties properties, ObjectProvider<SchemaRegistryConnectionDetails> registry) {
        this.properties = properties;
        this.registry = registry;
    }

    /** A new one, which the caller closes. */
    @SuppressWarnings("unchecked") // such a class reads whatever Avro has a type for
    Deserializer<Object> open() {
        Map<String, Object> settings = new HashMap<>(properties.registry());
        settings.put("schema.registry.url", properties.schemaRegistryUrl());
        registry.ifAvailable(details -> {
            settings.putAll(details.settings());
            settings.put("schema.registry.url", details.url());
        });
        settings.put("specific.avro.reader", true);
        try {
            Deserializer<Object> deserializer = Utils.newInstance(properties.deserializer(), Deserializer.class);
            deserializer.configure(settings, false);
            return deserializer;
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException("avenant.messaging.deserializer is not on the class path", missing);
        }
    }

    /** The event of the record. */
    static Object decode(Deserializer<Object> deserializer, ConsumerRecord<String, byte[]> record) {
        return deserializer.deserialize(record.topic(), record.headers(), record.value());
    }
}
