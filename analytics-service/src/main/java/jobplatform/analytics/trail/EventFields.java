package jobplatform.analytics.trail;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The fields of an event as JSON has them, told apart by the contract's tag for personal data. */
final class EventFields {

    private static final String TAGS = "tags";
    private static final String PERSONAL = "PII";

    private final SpecificRecord event;

    EventFields(SpecificRecord event) {
        this.event = event;
    }

    /** Those that are personal, or those that are not. */
    Map<String, @Nullable Object> all(boolean personal) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (Schema.Field field : event.getSchema().getFields()) {
            if (isPersonal(field) == personal) {
                fields.put(field.name(), json(event.get(field.pos())));
            }
        }
        return fields;
    }

    /** The value of a field that the event has, as its class holds it. */
    <T> T value(String name, Class<T> type) {
        Object value = event.get(event.getSchema().getField(name).pos());
        return type.cast(Objects.requireNonNull(value, name));
    }

    /** The id in a field that the event has. */
    UUID id(String name) {
        return value(name, UUID.class);
    }

    private static boolean isPersonal(Schema.Field field) {
        return field.getObjectProp(TAGS) instanceof Collection<?> tags && tags.contains(PERSONAL);
    }

    private static @Nullable Object json(@Nullable Object value) {
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(EventFields::json).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> entries = new LinkedHashMap<>();
            map.forEach((key, entry) -> entries.put(String.valueOf(key), json(entry)));
            return entries;
        }
        if (value instanceof ByteBuffer bytes) {
            ByteBuffer content = bytes.duplicate();
            byte[] copy = new byte[content.remaining()];
            content.get(copy);
            return Base64.getEncoder().encodeToString(copy);
        }
        if (value instanceof IndexedRecord nested) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            nested.getSchema().getFields().forEach(field -> fields.put(field.name(), json(nested.get(field.pos()))));
            return fields;
        }
        return value.toString();
    }
}
