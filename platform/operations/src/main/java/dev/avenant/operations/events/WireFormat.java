package dev.avenant.operations.events;

import dev.avenant.messaging.api.WirePrefix;
import dev.avenant.operations.OperationException;
import dev.avenant.operations.OperationText;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.api.RegisteredSchema;
import dev.avenant.registry.client.api.SchemaReference;
import dev.avenant.schema.ReferencingParser;
import dev.avenant.serde.KafkaAvroDeserializer;
import dev.avenant.serde.config.KafkaAvroSerdeConfig;
import dev.avenant.serde.errors.SerdeFailure;
import dev.avenant.serde.id.DualSchemaIdDeserializer;
import dev.avenant.serde.id.SchemaIdHeaders;
import dev.avenant.serde.subject.RecordNameStrategy;
import dev.avenant.text.Sentence;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.io.JsonEncoder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Records in Confluent's wire format to Avro's JSON and back, with the writer's own schema. */
public final class WireFormat {
    private final RegistryClient registry;
    private final KafkaAvroDeserializer deserializer;

    public WireFormat(RegistryClient registry) {
        this.registry = registry;
        // This strategy has no name before the schema is known, so that the registry is asked for the id alone.
        this.deserializer = new KafkaAvroDeserializer(
                registry, Map.of(KafkaAvroSerdeConfig.VALUE_SUBJECT_NAME_STRATEGY, RecordNameStrategy.class));
    }

    /** A value that is not what it should be. */
    public static final class UndecodableException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Sentence reason;

        UndecodableException(Sentence reason, byte @Nullable [] value) {
            super(reason + "; its bytes are " + hex(value));
            this.reason = reason;
        }

        /** What is wrong, without the bytes. */
        public Sentence reason() {
            return reason;
        }
    }

    /**
     * A value that was decoded.
     *
     * @param json Avro's JSON on one line
     * @param schema the one that it was written with; null where the value is no record, enum, array, map or fixed
     */
    public record Decoded(String json, @Nullable Schema schema) {}

    /** The value of a record as Avro's JSON on one line. */
    public String toJson(ConsumerRecord<byte[], byte[]> message) throws UndecodableException {
        return decode(message).json();
    }

    /**
     * A value that was decoded, as Avro's generic classes have it, without logical types.
     *
     * @param schema the one that it was written with; null where the value is no record, enum, array, map or fixed
     */
    record Datum(@Nullable Object value, @Nullable Schema schema) {}

    /** The value of a record, and its schema. */
    public Decoded decode(ConsumerRecord<byte[], byte[]> message) throws UndecodableException {
        Datum datum = datum(message);
        try {
            return new Decoded(json(datum.value()), datum.schema());
        } catch (IOException | RuntimeException failed) {
            throw new UndecodableException(OperationText.of("value.no-json", failed.toString()), message.value());
        }
    }

    Datum datum(ConsumerRecord<byte[], byte[]> message) throws UndecodableException {
        try {
            Object datum = deserializer.deserialize(message.topic(), message.headers(), message.value());
            return new Datum(datum, datum instanceof GenericContainer container ? container.getSchema() : null);
        } catch (KafkaException failed) {
            throw new UndecodableException(reason(failed), message.value());
        }
    }

    /** The id or the GUID that a record names its schema with; a dash when it names none. */
    public static String schemaIdOf(ConsumerRecord<byte[], byte[]> message) {
        return schemaIdOf(message, false);
    }

    /** The same of the key of a record, or of its value. */
    static String schemaIdOf(ConsumerRecord<byte[], byte[]> message, boolean isKey) {
        byte[] bytes = isKey ? message.key() : message.value();
        if (bytes == null) {
            return "-";
        }
        try {
            return new DualSchemaIdDeserializer()
                    .deserialize(message.topic(), isKey, message.headers(), bytes)
                    .schemaId()
                    .toString();
        } catch (IllegalArgumentException | BufferUnderflowException noId) {
            return "-";
        }
    }

    /** Whether a header of that name tells nothing but which schema the key or the value has. */
    public static boolean isOfSchemaId(String header) {
        return header.equals(SchemaIdHeaders.VALUE) || header.equals(SchemaIdHeaders.KEY);
    }

    private static Sentence reason(KafkaException failed) {
        SerdeFailure failure = SerdeFailure.find(failed).orElseThrow(() -> failed);
        return switch (failure.kind()) {
            case NOT_AVRO -> OperationText.of("value.not-avro");
            case UNKNOWN_SCHEMA_ID ->
                OperationText.of(
                        "value.no-schema", String.valueOf(failure.site().schemaId()));
            case REGISTRY_UNAVAILABLE, REGISTRY_REFUSED, REGISTRY_REJECTED, MISCONFIGURED ->
                throw OperationException.couldNotRun(
                        OperationText.of("event.registry-failed", String.valueOf(failed.getMessage())));
            default -> OperationText.of("value.unreadable", String.valueOf(failed.getMessage()));
        };
    }

    private static String json(@Nullable Object datum) throws IOException {
        if (!(datum instanceof GenericContainer container)) {
            return GenericData.get().toString(datum instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : datum);
        }
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        JsonEncoder encoder = EncoderFactory.get().jsonEncoder(container.getSchema(), json);
        new GenericDatumWriter<>(container.getSchema()).write(datum, encoder);
        encoder.flush();
        return json.toString(StandardCharsets.UTF_8);
    }

    /** The schema with what it refers to, fetched from the registry. */
    public Schema parse(RegisteredSchema registered) {
        Map<String, Schema> types = new LinkedHashMap<>();
        collect(registered, types);
        return parse(registered, types);
    }

    private void collect(RegisteredSchema user, Map<String, Schema> types) {
        for (SchemaReference reference : user.referencesOrNone()) {
            if (!types.containsKey(reference.name())) {
                RegisteredSchema used = registry.version(reference.subject(), reference.version())
                        .orElseThrow(() -> OperationException.couldNotRun(OperationText.of(
                                "event.no-reference", reference.subject(), String.valueOf(reference.version()))));
                collect(used, types);
                types.put(reference.name(), parse(used, types));
            }
        }
    }

    private static Schema parse(RegisteredSchema registered, Map<String, Schema> types) {
        String text = registered.schema();
        if (text == null) {
            throw OperationException.couldNotRun(OperationText.of("event.no-schema"));
        }
        try {
            return ReferencingParser.parse(text, types.values(), NameValidator.NO_VALIDATION);
        } catch (AvroRuntimeException e) {
            throw OperationException.couldNotRun(
                    OperationText.of("event.schema-no-avro", String.valueOf(e.getMessage())));
        }
    }

    /** The bytes of an event given as Avro's JSON. */
    public static byte[] fromJson(Schema schema, int id, String json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            Object datum = new GenericDatumReader<>(schema)
                    .read(null, DecoderFactory.get().jsonDecoder(schema, json));
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            new GenericDatumWriter<>(schema).write(datum, encoder);
            encoder.flush();
        } catch (IOException | RuntimeException e) {
            throw OperationException.wrongRequest(OperationText.of(
                    "event.no-json",
                    schema.getFullName(),
                    json.length() > 80 ? json.substring(0, 80) + "…" : json,
                    String.valueOf(e.getMessage())));
        }
        return new WirePrefix(id).before(bytes.toByteArray());
    }

    /** The first bytes in hexadecimal, with the text beside them where it is text. */
    public static String hex(byte @Nullable [] value) {
        if (value == null) {
            return "none";
        }
        int shown = Math.min(value.length, 48);
        String digits = HexFormat.ofDelimiter(" ").formatHex(value, 0, shown) + (shown < value.length ? " …" : "");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < shown; i++) {
            text.append(value[i] >= 0x20 && value[i] < 0x7f ? (char) value[i] : '.');
        }
        return digits + "  |" + text + "|";
    }
}
