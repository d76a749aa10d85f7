package dev.avenant.messaging.internal;

import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.RegistryException;
import dev.avenant.registry.client.api.RegisteredSchema;
import dev.avenant.registry.client.api.SchemaReference;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** Writes events from JSON, in Confluent's wire format, with schemas that a registry holds. */
final class JsonEventWriter {

    private final RegistryClient registry;

    JsonEventWriter(RegistryClient registry) {
        this.registry = registry;
    }

    /**
     * The bytes of a record's value.
     *
     * @param version of the subject; null for the latest
     * @throws JsonNotWrittenException if there is no such schema, the JSON does not fit it, or the registry gave no usable
     *     answer
     */
    byte[] write(String subject, @Nullable Integer version, Map<String, Object> json) {
        RegisteredSchema registered;
        Schema schema;
        try {
            registered = version == null ? registry.fetchLatest(subject) : registry.fetchVersion(subject, version);
            schema = parse(registered, new Schema.Parser(), new HashSet<>());
        } catch (RegistryException failed) {
            throw new JsonNotWrittenException(
                    "Expected version " + (version == null ? "latest" : version) + " of the subject " + subject
                            + " but the registry says: " + failed.getMessage(),
                    failed);
        }
        Object event = JsonDatum.of(schema, json, "value");
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream head = new DataOutputStream(bytes);
            head.writeByte(0);
            head.writeInt(Objects.requireNonNull(registered.id(), "the registry names no id"));
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            new GenericDatumWriter<>(schema).write(event, encoder);
            encoder.flush();
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Parses what it refers to first, each once. */
    private Schema parse(RegisteredSchema registered, Schema.Parser parser, Set<SchemaReference> known) {
        for (SchemaReference reference : registered.referencesOrNone()) {
            if (known.add(reference)) {
                var unused = parse(registry.fetchReferenced(reference), parser, known);
            }
        }
        return parser.parse(Objects.requireNonNull(registered.schema(), "the registry names no schema"));
    }
}
