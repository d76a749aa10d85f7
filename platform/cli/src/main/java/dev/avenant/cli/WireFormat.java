package dev.avenant.cli;

import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.api.RegisteredSchema;
import dev.avenant.registry.client.api.SchemaReference;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.io.JsonEncoder;
import org.jspecify.annotations.Nullable;

/** Confluent's wire format (a zero byte, the schema id, Avro) to Avro's JSON and back, with the writer's own schema. */
final class WireFormat {
    private static final int PREFIX_BYTES = 5;

    private final RegistryClient registry;
    private final Map<Integer, Schema> byId = new HashMap<>();

    WireFormat(RegistryClient registry) {
        this.registry = registry;
    }

    /** A value that is not what it should be. */
    static final class UndecodableException extends Exception {
        private static final long serialVersionUID = 1L;

        UndecodableException(String message) {
            super(message);
        }
    }

    /** The value as Avro's JSON on one line. */
    String toJson(byte[] value) throws UndecodableException {
        if (value.length < PREFIX_BYTES || value[0] != 0) {
            throw new UndecodableException("no Avro in Confluent's wire format; its bytes are " + hex(value));
        }
        Schema schema = schema(ByteBuffer.wrap(value, 1, 4).getInt());
        try {
            BinaryDecoder decoder =
                    DecoderFactory.get().binaryDecoder(value, PREFIX_BYTES, value.length - PREFIX_BYTES, null);
            Object datum = new GenericDatumReader<>(schema).read(null, decoder);
            ByteArrayOutputStream json = new ByteArrayOutputStream();
            JsonEncoder encoder = EncoderFactory.get().jsonEncoder(schema, json);
            new GenericDatumWriter<>(schema).write(datum, encoder);
            encoder.flush();
            return json.toString(StandardCharsets.UTF_8);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw new UndecodableException(
                    "not readable as " + schema.getFullName() + " (" + e + "); its bytes are " + hex(value));
        }
    }

    private Schema schema(int id) throws UndecodableException {
        Schema known = byId.get(id);
        if (known == null) {
            RegisteredSchema registered = registry.byId(id)
                    .orElseThrow(() -> new UndecodableException("the registry knows no schema of id " + id));
            known = parse(registered);
            byId.put(id, known);
        }
        return known;
    }

    /** The schema with what it refers to, fetched from the registry. */
    Schema parse(RegisteredSchema registered) {
        Map<String, Schema> types = new LinkedHashMap<>();
        collect(registered, types);
        return parse(registered, types);
    }

    private void collect(RegisteredSchema user, Map<String, Schema> types) {
        for (SchemaReference reference : user.referencesOrNone()) {
            if (!types.containsKey(reference.name())) {
                RegisteredSchema used = registry.version(reference.subject(), reference.version())
                        .orElseThrow(() -> CommandFailure.couldNotRun("The registry holds no " + reference.subject()
                                + " version " + reference.version() + ", which a schema refers to."));
                collect(used, types);
                types.put(reference.name(), parse(used, types));
            }
        }
    }

    private static Schema parse(RegisteredSchema registered, Map<String, Schema> types) {
        String text = registered.schema();
        if (text == null) {
            throw CommandFailure.couldNotRun("The registry answered without a schema. Is it a schema registry?");
        }
        try {
            Schema.Parser parser = new Schema.Parser(NameValidator.NO_VALIDATION);
            parser.setValidateDefaults(false);
            parser.addTypes(types.values());
            return parser.parse(text);
        } catch (AvroRuntimeException e) {
            throw CommandFailure.couldNotRun("The registry answered a schema that is no Avro: " + e.getMessage() + ".");
        }
    }

    /** The bytes of an event given as Avro's JSON. */
    static byte[] fromJson(Schema schema, int id, String json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0);
        bytes.writeBytes(ByteBuffer.allocate(4).putInt(id).array());
        try {
            Object datum = new GenericDatumReader<>(schema)
                    .read(null, DecoderFactory.get().jsonDecoder(schema, json));
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            new GenericDatumWriter<>(schema).write(datum, encoder);
            encoder.flush();
        } catch (IOException | RuntimeException e) {
            throw CommandFailure.usage("Expected Avro JSON of " + schema.getFullName() + " but found \""
                    + (json.length() > 80 ? json.substring(0, 80) + "…" : json) + "\": " + e.getMessage() + ".");
        }
        return bytes.toByteArray();
    }

    /** The first bytes in hexadecimal, with the text beside them where it is text. */
    static String hex(byte @Nullable [] value) {
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
