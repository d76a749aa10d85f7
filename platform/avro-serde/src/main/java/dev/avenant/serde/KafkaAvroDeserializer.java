package dev.avenant.serde;

import dev.avenant.registry.client.RegistryClient;
import dev.avenant.serde.config.KafkaAvroDeserializerConfig;
import dev.avenant.serde.config.KafkaAvroSerdeConfig;
import dev.avenant.serde.errors.FailureSite;
import dev.avenant.serde.errors.NotConfiguredException;
import dev.avenant.serde.errors.SerdeException;
import dev.avenant.serde.errors.SerdeFailure;
import dev.avenant.serde.id.DualSchemaIdDeserializer;
import dev.avenant.serde.id.SchemaId;
import dev.avenant.serde.id.SchemaIdDeserializer;
import dev.avenant.serde.id.SchemaIdHeaders;
import dev.avenant.serde.internal.codec.AvroInput;
import dev.avenant.serde.internal.codec.DecodingLimits;
import dev.avenant.serde.internal.codec.FieldPathException;
import dev.avenant.serde.internal.config.SerdeConfig;
import dev.avenant.serde.internal.conversion.DataModels;
import dev.avenant.serde.internal.deserialization.PayloadFailures;
import dev.avenant.serde.internal.deserialization.ReaderSchemaSelector;
import dev.avenant.serde.internal.deserialization.ResolvedReader;
import dev.avenant.serde.internal.deserialization.ResolvedReaderCache;
import dev.avenant.serde.internal.schema.LatestVersionCache;
import dev.avenant.serde.internal.schema.RegistryClientFactory;
import dev.avenant.serde.internal.schema.SchemaCache;
import dev.avenant.serde.internal.schema.SubjectResolver;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads Kafka keys or values that are Avro records in Confluent's wire format, with Confluent's settings; {@link
 * KafkaAvroDeserializerConfig} lists them. Safe for use by several threads once it is configured.
 *
 * <p>The registry is asked once for each schema id. What fails is a {@link SerdeFailure} that says whether the record
 * is at fault or the registry is away; hostile bytes end in an exception too, never in an {@link Error}. Nothing is
 * tried again here but the requests to the registry, as often as {@code max.retries} says.
 */
public final class KafkaAvroDeserializer implements Deserializer<Object> {

    private static final int PREFIX = 1 + Integer.BYTES;

    private @Nullable RegistryClient client;
    private @Nullable ResolvedReaderCache plans;
    private @Nullable SchemaIdDeserializer ids;
    private @Nullable SchemaCache store;
    private DecodingLimits limits = new DecodingLimits(1, 1, 1);
    private boolean isKey;
    private boolean isDual;
    private boolean failsOnTrailingData;

    /** Without settings; {@link #configure} brings them, with the registry's URL. */
    public KafkaAvroDeserializer() {}

    /** With a client, and settings by {@link #configure}. */
    public KafkaAvroDeserializer(RegistryClient client) {
        this.client = client;
    }

    /** For values, with a client and settings, ready to use. */
    public KafkaAvroDeserializer(RegistryClient client, Map<String, ?> settings) {
        this(client, settings, false);
    }

    /** With a client and settings, ready to use. */
    public KafkaAvroDeserializer(RegistryClient client, Map<String, ?> settings, boolean isKey) {
        this.client = client;
        configure(settings, isKey);
    }

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        SerdeConfig config = SerdeConfig.ofDeserializer(KafkaAvroSerializer.withUrl(settings, client));
        int atMost = config.getInt(KafkaAvroSerdeConfig.MAX_SCHEMAS_PER_SUBJECT);
        RegistryClient registry = client == null ? RegistryClientFactory.of(config) : client;
        SchemaCache schemas = new SchemaCache(registry, config.getString(KafkaAvroSerdeConfig.SCHEMA_FORMAT), atMost);
        this.isKey = isKey;
        this.client = registry;
        this.store = schemas;
        this.ids = config.getConfiguredInstance(
                isKey
                        ? KafkaAvroSerdeConfig.KEY_SCHEMA_ID_DESERIALIZER
                        : KafkaAvroSerdeConfig.VALUE_SCHEMA_ID_DESERIALIZER,
                SchemaIdDeserializer.class);
        this.isDual = ids instanceof DualSchemaIdDeserializer;
        this.failsOnTrailingData = config.getBoolean(KafkaAvroDeserializerConfig.AVRO_FAIL_ON_TRAILING_DATA);
        this.limits = new DecodingLimits(
                config.getInt(KafkaAvroDeserializerConfig.MAX_DEPTH),
                config.getInt(KafkaAvroDeserializerConfig.MAX_DECLARED_LENGTH),
                config.getInt(KafkaAvroDeserializerConfig.MAX_EMPTY_ITEMS));
        DataModels models = new DataModels(config, Thread.currentThread().getContextClassLoader());
        LatestVersionCache latest = new LatestVersionCache(config, schemas, Clock.systemUTC());
        this.plans = new ResolvedReaderCache(
                schemas,
                new SubjectResolver(config, registry, isKey),
                new ReaderSchemaSelector(config, models, latest, isKey),
                atMost,
                isKey);
    }

    @Override
    public @Nullable Object deserialize(String topic, byte @Nullable [] payload) {
        return deserialize(topic, (Headers) null, payload);
    }

    @Override
    public @Nullable Object deserialize(String topic, @Nullable Headers headers, byte @Nullable [] payload) {
        return payload == null ? nothing() : read(topic, headers, payload, 0, payload.length);
    }

    /** Reads where the consumer's buffer lies, without a copy of the payload. */
    @Override
    public @Nullable Object deserialize(String topic, @Nullable Headers headers, @Nullable ByteBuffer payload) {
        if (payload == null) {
            return nothing();
        }
        if (payload.hasArray()) {
            int start = payload.arrayOffset() + payload.position();
            return read(topic, headers, payload.array(), start, start + payload.remaining());
        }
        byte[] copy = new byte[payload.remaining()];
        payload.duplicate().get(copy);
        return read(topic, headers, copy, 0, copy.length);
    }

    /** Reads with a schema of the caller's own. */
    public @Nullable Object deserialize(String topic, byte @Nullable [] payload, @Nullable Schema readerSchema) {
        return deserialize(topic, null, payload, readerSchema);
    }

    /** Reads with a schema of the caller's own. */
    public @Nullable Object deserialize(
            String topic, @Nullable Headers headers, byte @Nullable [] payload, @Nullable Schema readerSchema) {
        if (payload == null) {
            return nothing();
        }
        if (readerSchema == null) {
            return read(topic, headers, payload, 0, payload.length);
        }
        SchemaIdDeserializer.Found found = locate(topic, headers, payload);
        ResolvedReader plan = configured().of(topic, found.schemaId(), readerSchema);
        return decode(topic, plan, new AvroInput(payload, found.offset(), payload.length, limits), 0);
    }

    /** A tombstone has no value; that the settings are missing is said all the same. */
    private @Nullable Object nothing() {
        if (plans == null) {
            throw notConfigured();
        }
        return null;
    }

    private @Nullable Object read(String topic, @Nullable Headers headers, byte[] bytes, int start, int end) {
        ResolvedReaderCache all = configured();
        if (isDual && end - start >= PREFIX && bytes[start] == SchemaId.MAGIC_ID && !hasIdHeader(headers)) {
            int id = idAt(bytes, start + 1);
            AvroInput in = new AvroInput(bytes, start + PREFIX, end, limits);
            return decode(topic, all.of(topic, id), in, start);
        }
        byte[] payload = start == 0 && end == bytes.length ? bytes : Arrays.copyOfRange(bytes, start, end);
        SchemaIdDeserializer.Found found = locate(topic, headers, payload);
        ResolvedReader plan = all.of(topic, found.schemaId(), null);
        return decode(topic, plan, new AvroInput(payload, found.offset(), payload.length, limits), 0);
    }

    private static int idAt(byte[] bytes, int at) {
        return bytes[at] << 24 | (bytes[at + 1] & 0xff) << 16 | (bytes[at + 2] & 0xff) << 8 | (bytes[at + 3] & 0xff);
    }

    private boolean hasIdHeader(@Nullable Headers headers) {
        if (headers == null) {
            return false;
        }
        Header header = headers.lastHeader(isKey ? SchemaIdHeaders.KEY : SchemaIdHeaders.VALUE);
        return header != null && header.value() != null;
    }

    private SchemaIdDeserializer.Found locate(String topic, @Nullable Headers headers, byte[] payload) {
        if (ids == null) {
            throw notConfigured();
        }
        try {
            return ids.deserialize(topic, isKey, headers, payload);
        } catch (IllegalArgumentException | BufferUnderflowException noId) {
            String why = noId.getMessage() == null ? "the bytes end before the id does" : noId.getMessage();
            throw new SerdeException(
                    SerdeFailure.Kind.NOT_AVRO,
                    FailureSite.of(topic, isKey).withPath(null, 0),
                    "Error deserializing schema ID: " + why + " The payload of " + payload.length
                            + " bytes begins with " + PayloadFailures.beginning(payload)
                            + "; a record in this format begins with 00 and an id of four bytes",
                    noId);
        }
    }

    private @Nullable Object decode(String topic, ResolvedReader plan, AvroInput in, int start) {
        try {
            Object value = plan.decoder().read(in);
            if (failsOnTrailingData && in.remaining() > 0) {
                throw PayloadFailures.trailing(siteOf(topic, plan, null, in.position() - start), plan, in.remaining());
            }
            return value;
        } catch (SerdeException failed) {
            throw failed;
        } catch (Exception failed) {
            String path = FieldPathException.pathOf(failed);
            throw PayloadFailures.undecodable(siteOf(topic, plan, path, in.position() - start), plan, failed);
        } catch (StackOverflowError | OutOfMemoryError | LinkageError failed) {
            throw PayloadFailures.tooMuch(siteOf(topic, plan, null, in.position() - start), plan, failed);
        }
    }

    private FailureSite siteOf(String topic, ResolvedReader plan, @Nullable String path, int offset) {
        return new FailureSite(topic, isKey, plan.subject(), plan.schemaId().toString(), path, offset);
    }

    private ResolvedReaderCache configured() {
        if (plans == null) {
            throw notConfigured();
        }
        return plans;
    }

    private static NotConfiguredException notConfigured() {
        return new NotConfiguredException(
                SerdeFailure.Kind.MISCONFIGURED,
                FailureSite.UNKNOWN,
                "The registry client is not known. You need to configure the deserializer or use deserializer"
                        + " constructor with a registry client",
                null);
    }

    @Override
    public void close() {
        if (store != null) {
            store.close();
        }
    }
}
