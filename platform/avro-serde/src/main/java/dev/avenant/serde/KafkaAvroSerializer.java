package dev.avenant.serde;

import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.config.RegistryClientConfig;
import dev.avenant.serde.config.KafkaAvroSerdeConfig;
import dev.avenant.serde.config.KafkaAvroSerializerConfig;
import dev.avenant.serde.errors.FailureSite;
import dev.avenant.serde.errors.NotConfiguredException;
import dev.avenant.serde.errors.SerdeException;
import dev.avenant.serde.errors.SerdeFailure;
import dev.avenant.serde.id.PrefixSchemaIdSerializer;
import dev.avenant.serde.id.SchemaIdSerializer;
import dev.avenant.serde.internal.codec.AvroOutput;
import dev.avenant.serde.internal.codec.FieldPathException;
import dev.avenant.serde.internal.config.SerdeConfig;
import dev.avenant.serde.internal.conversion.DataModels;
import dev.avenant.serde.internal.schema.LatestVersionCache;
import dev.avenant.serde.internal.schema.RegistryClientFactory;
import dev.avenant.serde.internal.schema.SchemaCache;
import dev.avenant.serde.internal.schema.SubjectResolver;
import dev.avenant.serde.internal.serialization.ResolvedWriter;
import dev.avenant.serde.internal.serialization.ResolvedWriterCache;
import dev.avenant.serde.internal.serialization.WriterSchemaSelector;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroTypeException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes Avro records as Kafka keys or values, in Confluent's wire format and with Confluent's settings; {@link
 * KafkaAvroSerializerConfig} lists them. Safe for use by several threads once it is configured.
 *
 * <p>The registry is asked once for each topic and schema, at the first record or before, by {@link #prepare}. What
 * fails is a {@link SerdeFailure} that says whether trying again helps; nothing is tried again here but the requests to
 * the registry, as often as {@code max.retries} says.
 */
public final class KafkaAvroSerializer implements Serializer<Object> {

    private static final ThreadLocal<AvroOutput> OUTPUTS = ThreadLocal.withInitial(AvroOutput::new);

    private @Nullable RegistryClient client;
    private @Nullable ResolvedWriterCache targets;
    private @Nullable SchemaIdSerializer ids;
    private @Nullable SchemaCache store;
    private boolean isKey;
    private boolean isPrefixed;

    /** Without settings; {@link #configure} brings them, with the registry's URL. */
    public KafkaAvroSerializer() {}

    /** With a client, and settings by {@link #configure}. */
    public KafkaAvroSerializer(RegistryClient client) {
        this.client = client;
    }

    /** For values, with a client and settings, ready to use. */
    public KafkaAvroSerializer(RegistryClient client, Map<String, ?> settings) {
        this(client, settings, false);
    }

    /** With a client and settings, ready to use. */
    public KafkaAvroSerializer(RegistryClient client, Map<String, ?> settings, boolean isKey) {
        this.client = client;
        configure(settings, isKey);
    }

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        SerdeConfig config = SerdeConfig.ofSerializer(withUrl(settings, client));
        RegistryClient registry = client == null ? RegistryClientFactory.of(config) : client;
        DataModels models = new DataModels(config, Thread.currentThread().getContextClassLoader());
        SchemaCache schemas = new SchemaCache(
                registry,
                config.getString(KafkaAvroSerdeConfig.SCHEMA_FORMAT),
                config.getInt(KafkaAvroSerdeConfig.MAX_SCHEMAS_PER_SUBJECT));
        LatestVersionCache latest = new LatestVersionCache(config, schemas, Clock.systemUTC());
        this.isKey = isKey;
        this.client = registry;
        this.store = schemas;
        this.ids = config.getConfiguredInstance(
                isKey ? KafkaAvroSerdeConfig.KEY_SCHEMA_ID_SERIALIZER : KafkaAvroSerdeConfig.VALUE_SCHEMA_ID_SERIALIZER,
                SchemaIdSerializer.class);
        this.isPrefixed = ids instanceof PrefixSchemaIdSerializer;
        this.targets = new ResolvedWriterCache(
                new WriterSchemaSelector(config, schemas, latest, isKey),
                new SubjectResolver(config, registry, isKey),
                models,
                config.getInt(KafkaAvroSerdeConfig.MAX_SCHEMAS_PER_SUBJECT),
                isKey);
    }

    static Map<String, ?> withUrl(Map<String, ?> settings, @Nullable RegistryClient client) {
        if (client == null || settings.containsKey(RegistryClientConfig.SCHEMA_REGISTRY_URL)) {
            return settings;
        }
        Map<String, Object> completed = new HashMap<>(settings);
        completed.put(RegistryClientConfig.SCHEMA_REGISTRY_URL, "mock://unused");
        return completed;
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable Object value) {
        return serialize(topic, null, value);
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable Headers headers, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        ResolvedWriter target = configured().of(topic, value);
        Object held = value instanceof NonRecordContainer container ? container.value() : value;
        AvroOutput out = OUTPUTS.get();
        out.reset();
        try {
            if (isPrefixed && target.prefix() >= 0) {
                out.writePrefix(target.prefix());
                target.writer().write(held, out);
                return out.toByteArray();
            }
            target.writer().write(held, out);
            return withId(topic, headers, out.toByteArray(), target);
        } catch (SerdeException failed) {
            throw failed;
        } catch (IOException | RuntimeException failed) {
            throw unwritable(topic, target, failed);
        } catch (StackOverflowError tooDeep) {
            throw tooDeep(topic, target, tooDeep);
        }
    }

    private byte[] withId(String topic, @Nullable Headers headers, byte[] payload, ResolvedWriter target) {
        if (ids == null) {
            throw notConfigured();
        }
        try {
            return ids.serialize(topic, isKey, headers, payload, target.schemaId());
        } catch (SerializationException noPlace) {
            throw new SerdeException(
                    SerdeFailure.Kind.MISCONFIGURED,
                    siteOf(topic, target),
                    "Error serializing Avro message: " + noPlace.getMessage(),
                    noPlace);
        }
    }

    /**
     * Asks the registry now for what writing objects of a generated class to a topic will need, so that no request
     * comes later. Call it when a service starts.
     *
     * @return the id that the records will carry
     * @throws SerializationException when the schema is not registered under its subject, with what to do about it
     * @throws org.apache.kafka.common.KafkaException when the registry cannot be asked
     */
    public int prepare(String topic, Class<? extends SpecificRecord> type) {
        return configured().ofGenerated(topic, type).prefix();
    }

    private ResolvedWriterCache configured() {
        if (targets == null) {
            throw notConfigured();
        }
        return targets;
    }

    private static NotConfiguredException notConfigured() {
        return new NotConfiguredException(
                SerdeFailure.Kind.MISCONFIGURED,
                FailureSite.UNKNOWN,
                "You must configure() before serialize() or use serializer constructor with a registry client",
                null);
    }

    private SerdeException unwritable(String topic, ResolvedWriter target, Exception failed) {
        Exception fault = FieldPathException.faultOf(failed);
        boolean isMismatch = fault instanceof AvroTypeException;
        return new SerdeException(
                isMismatch ? SerdeFailure.Kind.INCOMPATIBLE : SerdeFailure.Kind.NOT_WRITABLE,
                siteOf(topic, target).withPath(FieldPathException.pathOf(failed), null),
                "Error serializing Avro message: " + fault.getMessage(),
                fault);
    }

    private SerdeException tooDeep(String topic, ResolvedWriter target, StackOverflowError tooDeep) {
        return new SerdeException(
                SerdeFailure.Kind.LIMIT_EXCEEDED,
                siteOf(topic, target),
                "The value is nested too deep to be written, or holds itself",
                tooDeep);
    }

    private FailureSite siteOf(String topic, ResolvedWriter target) {
        return FailureSite.of(topic, isKey)
                .withSubject(target.subject())
                .withSchemaId(target.schemaId().toString());
    }

    @Override
    public void close() {
        if (store != null) {
            store.close();
        }
    }
}
