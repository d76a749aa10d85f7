package dev.avenant.messaging.internal;

import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import dev.avenant.registry.client.api.RegisteredSchema;
import dev.avenant.registry.client.api.SchemaReference;
import dev.avenant.serde.FailureSite;
import dev.avenant.serde.SerdeFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.kafka.common.errors.SerializationException;

/** Writes and reads Confluent's wire format with ids that were asked for before. */
final class RegistryEventCodec implements EventCodec {

    private final RegistryClient registry;
    private final String url;
    private final Map<String, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

    RegistryEventCodec(String url) {
        this.url = url;
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.DEFAULT, type -> GenericContainer.class.isAssignableFrom(type)));
        this.registry = new HttpRegistryClient(URI.create(url), Duration.ofSeconds(5));
    }

    @Override
    public void require(String topic, Class<? extends SpecificRecord> event) {
        Schema schema = SpecificData.get().getSchema(event);
        String subject = topic + "-" + schema.getFullName();
        RegisteredSchema found = registry.lookup(subject, SchemaDefinition.of(asWritten(schema)), true)
                .orElseThrow(() -> new EventNotRegisteredException(topic, schema, url));
        ids.put(subject, java.util.Objects.requireNonNull(found.id()));
    }

    @Override
    public byte[] encode(String topic, SpecificRecord event) {
        Schema schema = event.getSchema();
        Integer id = ids.get(topic + "-" + schema.getFullName());
        if (id == null) {
            throw new IllegalStateException("Not started");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0);
        out.writeBytes(ByteBuffer.allocate(4).putInt(id).array());
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            new SpecificDatumWriter<SpecificRecord>(schema, SpecificData.getForSchema(schema)).write(event, encoder);
            encoder.flush();
        } catch (IOException | RuntimeException failed) {
            throw new SerializationException(String.valueOf(failed.getMessage()), failed);
        }
        return out.toByteArray();
    }

    @Override
    public GenericContainer decode(String topic, byte[] value) {
        ByteBuffer buffer = ByteBuffer.wrap(value);
        if (value.length < 5 || buffer.get() != 0) {
            throw new NotAvroException("The value does not begin as Confluent's wire format says");
        }
        int id = buffer.getInt();
        Schema schema = schemas.computeIfAbsent(id, this::schemaOf);
        Class<?> type = SpecificData.get().getClass(schema);
        SpecificDatumReader<SpecificRecord> reader = new SpecificDatumReader<>(
                schema, type == null ? schema : SpecificData.get().getSchema(type));
        try {
            return reader.read(null, DecoderFactory.get().binaryDecoder(value, 5, value.length - 5, null));
        } catch (IOException | AvroRuntimeException failed) {
            throw new NotAvroException(String.valueOf(failed.getMessage()));
        }
    }

    private Schema schemaOf(int id) {
        return parse(
                registry.byId(id).orElseThrow(() -> new NotAvroException("The registry holds no schema of id " + id)),
                new LinkedHashMap<>());
    }

    /** A schema's text leaves out the shared types it uses; they are asked for first. */
    private Schema parse(RegisteredSchema registered, Map<String, Schema> known) {
        for (SchemaReference reference : registered.referencesOrNone()) {
            if (!known.containsKey(reference.name())) {
                RegisteredSchema shared = registry.version(reference.subject(), reference.version())
                        .orElseThrow(() -> new NotAvroException(
                                "The registry holds no version " + reference.version() + " of " + reference.subject()));
                known.put(reference.name(), parse(shared, known));
            }
        }
        Schema.Parser parser = new Schema.Parser();
        parser.addTypes(known.values());
        return parser.parse(registered.schema());
    }

    /** The schema as its file has it, without what the generator of classes adds. */
    private static String asWritten(Schema schema) {
        return schema.toString().replace(",\"avro.java.string\":\"String\"", "");
    }

    private static final class NotAvroException extends SerializationException implements SerdeFailure {

        NotAvroException(String message) {
            super(message);
        }

        @Override
        public Kind kind() {
            return Kind.NOT_AVRO;
        }

        @Override
        public FailureSite site() {
            return new FailureSite(null, false, null, null, null, null);
        }
    }

    @Override
    public void close() {
        registry.close();
    }
}
