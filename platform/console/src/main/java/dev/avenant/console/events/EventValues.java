package dev.avenant.console.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.avenant.console.AccessRefusedException;
import dev.avenant.console.Messages;
import dev.avenant.console.ShownText;
import dev.avenant.console.access.Access;
import dev.avenant.console.cluster.PerCluster;
import dev.avenant.console.registry.RegistryAwayException;
import dev.avenant.console.registry.RegistryQuestions;
import dev.avenant.console.registry.RejectedQuestionException;
import dev.avenant.operations.OperationException;
import dev.avenant.operations.events.PersonalData;
import dev.avenant.operations.events.WireFormat;
import dev.avenant.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the values of records with the schemas that they were written with. What a schema tags as personal data is masked,
 * and so is all of a value that cannot be decoded, for whom no grant shows it.
 */
@PerCluster
public class EventValues {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final JsonMapper INDENTED =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final RegistryQuestions registry;
    private final Access access;

    EventValues(RegistryQuestions registry, Access access) {
        this.registry = registry;
        this.access = access;
    }

    /**
     * A record and what its value says.
     *
     * @param schemaId what it names its schema with, an id or a GUID; a dash when it names none
     * @param typeName the full name of its record; null when it has none, or could not be decoded
     * @param text the value, for people; null for a tombstone
     * @param problem why it could not be decoded, in a sentence; null when it was
     * @param isMasked whether something is left out of the text that is or may be personal data
     * @param more how many characters are left out behind the text
     */
    public record Event(
            ConsumerRecord<byte[], byte[]> record,
            String schemaId,
            @Nullable String typeName,
            @Nullable String text,
            @Nullable Sentence problem,
            boolean isMasked,
            int more) {}

    /** The values of some records, each on one line of at most that many characters. */
    public List<Event> lines(List<ConsumerRecord<byte[], byte[]>> records, int longest) {
        return decode(records, JSON, longest);
    }

    /** The value of a record on several lines. */
    public Event whole(ConsumerRecord<byte[], byte[]> record, int longest) {
        return decode(List.of(record), INDENTED, longest).get(0);
    }

    private List<Event> decode(List<ConsumerRecord<byte[], byte[]>> records, JsonMapper mapper, int longest) {
        return registry.with(client -> {
            WireFormat format = new WireFormat(client);
            List<Event> events = new ArrayList<>();
            Sentence away = null;
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (away != null && record.value() != null) {
                    // Whoever did not answer for one record is not waited for again.
                    events.add(undecoded(record, WireFormat.schemaIdOf(record), away));
                    continue;
                }
                try {
                    events.add(event(record, format, mapper, longest));
                } catch (RegistryAwayException
                        | RejectedQuestionException
                        | AccessRefusedException
                        | OperationException failed) {
                    away = Messages.of(failed);
                    events.add(undecoded(record, WireFormat.schemaIdOf(record), away));
                }
            }
            return events;
        });
    }

    private Event event(ConsumerRecord<byte[], byte[]> record, WireFormat format, JsonMapper mapper, int longest) {
        if (record.value() == null) {
            return new Event(record, "-", null, null, null, false, 0);
        }
        String id = WireFormat.schemaIdOf(record);
        try {
            WireFormat.Decoded decoded = registry.ask(client -> decoded(format, record));
            Schema schema = decoded.schema();
            if (schema == null && isMasked(record)) {
                return new Event(record, id, null, PersonalData.MASK, null, true, 0);
            }
            JsonNode json = schema == null ? null : JSON.readTree(decoded.json());
            JsonNode shown =
                    json == null || schema == null || !isMasked(record) ? json : PersonalData.masked(schema, json);
            String text = ShownText.lines(shown == null ? decoded.json() : mapper.writeValueAsString(shown));
            return cut(record, id, schema, text, shown != null && !shown.equals(json), longest);
        } catch (UndecodableValueException undecodable) {
            return undecoded(record, id, undecodable.reason());
        } catch (JsonProcessingException notShown) {
            return undecoded(record, id, Messages.of("problem.value-deep"));
        }
    }

    private static WireFormat.Decoded decoded(WireFormat format, ConsumerRecord<byte[], byte[]> record) {
        try {
            return format.decode(record);
        } catch (WireFormat.UndecodableException undecodable) {
            throw new UndecodableValueException(undecodable.reason());
        }
    }

    private static final class UndecodableValueException extends RuntimeException {
        private final transient Sentence reason;

        UndecodableValueException(Sentence reason) {
            this.reason = reason;
        }

        Sentence reason() {
            return reason;
        }
    }

    private Event undecoded(ConsumerRecord<byte[], byte[]> record, String id, Sentence problem) {
        boolean isMasked = isMasked(record);
        String bytes = isMasked ? PersonalData.MASK : WireFormat.hex(record.value());
        return new Event(record, id, null, bytes, problem, isMasked, 0);
    }

    private boolean isMasked(ConsumerRecord<byte[], byte[]> record) {
        return access.isPersonalDataMasked(record.topic());
    }

    private static Event cut(
            ConsumerRecord<byte[], byte[]> record,
            String id,
            @Nullable Schema schema,
            String text,
            boolean isMasked,
            int longest) {
        int end = Math.min(text.length(), longest);
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return new Event(
                record,
                id,
                schema == null ? null : ShownText.line(schema.getFullName()),
                text.substring(0, end),
                null,
                isMasked,
                text.length() - end);
    }
}
