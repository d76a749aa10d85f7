package dev.avenant.serde.internal.conversion;

import dev.avenant.serde.config.KafkaAvroSerdeConfig;
import dev.avenant.serde.errors.FailureSite;
import dev.avenant.serde.errors.SerdeArgumentException;
import dev.avenant.serde.errors.SerdeFailure;
import dev.avenant.serde.internal.codec.RecordCodec;
import dev.avenant.serde.internal.config.SerdeConfig;
import dev.avenant.serde.internal.schema.BoundedMap;
import dev.avenant.serde.internal.schema.NamedTypes;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericData;
import org.apache.avro.reflect.ReflectData;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** How Java objects hold Avro values: as generic records, as objects of generated classes or as plain objects. */
public final class DataModels {

    private static final Schema BYTES = Schema.create(Schema.Type.BYTES);
    private static final Map<Class<?>, Schema> PRIMITIVES = Map.of(
            Boolean.class, Schema.create(Schema.Type.BOOLEAN),
            Integer.class, Schema.create(Schema.Type.INT),
            Long.class, Schema.create(Schema.Type.LONG),
            Float.class, Schema.create(Schema.Type.FLOAT),
            Double.class, Schema.create(Schema.Type.DOUBLE),
            byte[].class, BYTES);
    private static final Schema STRING = Schema.create(Schema.Type.STRING);

    /** Of the same schema each time, since a schema is known by its identity. */
    private final Map<Schema, Schema> maps;

    private final Map<Class<?>, Schema> reflected = new ConcurrentHashMap<>();

    private final TrustedClasses trusted;
    private final GenericData generic;
    private final SpecificData specific;
    private final @Nullable ReflectData reflect;

    public DataModels(SerdeConfig config, @Nullable ClassLoader loader) {
        this.maps = BoundedMap.ofAtMost(config.getInt(KafkaAvroSerdeConfig.MAX_SCHEMAS_PER_SUBJECT));
        this.trusted = new TrustedClasses(config, loader);
        this.generic = new GenericData(loader);
        this.specific = loader == null ? SpecificData.get() : new SpecificData(loader);
        if (config.getBoolean(KafkaAvroSerdeConfig.AVRO_USE_LOGICAL_TYPE_CONVERTERS)) {
            addConversions(generic);
        }
        this.reflect = config.getBoolean(KafkaAvroSerdeConfig.SCHEMA_REFLECTION) ? reflectData(config, loader) : null;
        if (reflect != null && config.getBoolean(KafkaAvroSerdeConfig.AVRO_USE_LOGICAL_TYPE_CONVERTERS)) {
            addConversions(reflect);
        }
    }

    private static ReflectData reflectData(SerdeConfig config, @Nullable ClassLoader loader) {
        return config.getBoolean(KafkaAvroSerdeConfig.AVRO_REFLECTION_ALLOW_NULL)
                ? new ReflectData.AllowNull()
                : new ReflectData(loader);
    }

    private static void addConversions(GenericData data) {
        data.addLogicalTypeConversion(new Conversions.DecimalConversion());
        data.addLogicalTypeConversion(new Conversions.UUIDConversion());
        data.addLogicalTypeConversion(new TimeConversions.DateConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimeMillisConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimeMicrosConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimestampNanosConversion());
        data.addLogicalTypeConversion(new TimeConversions.LocalTimestampMillisConversion());
        data.addLogicalTypeConversion(new TimeConversions.LocalTimestampMicrosConversion());
        data.addLogicalTypeConversion(new TimeConversions.LocalTimestampNanosConversion());
    }

    public GenericData generic() {
        return generic;
    }

    @Nullable
    public ReflectData reflect() {
        return reflect;
    }

    /** Whose word counts when a schema names a class. */
    public TrustedClasses trusted() {
        return trusted;
    }

    /** The model of a generated class, with the conversions that it was generated with. */
    public GenericData specific(Class<?> type) {
        SpecificData own = SpecificData.getForClass(type);
        return own == SpecificData.get() ? specific : own;
    }

    /** The model of the generated class that a record of this schema, or of this nullable one, becomes. */
    public GenericData specific(Schema reader) {
        Schema record =
                reader.isUnion() && reader.isNullable() && reader.getTypes().size() == 2
                        ? reader.getTypes().get(reader.getTypes().get(0).getType() == Schema.Type.NULL ? 1 : 0)
                        : reader;
        Class<?> type = trustedClass(record);
        return type == null ? specific : specific(type);
    }

    /**
     * The class that records of this schema become; null when there is none.
     *
     * @throws SecurityException when it is not trusted
     */
    public @Nullable Class<?> trustedClass(Schema record) {
        Class<?> type = trusted.find(record);
        if (type != null) {
            trusted.refuseUntrusted(type);
        }
        return type;
    }

    /**
     * A reader of what one schema wrote, as this model holds values of another.
     *
     * @throws SecurityException when the reader's schema names a class that is not trusted
     */
    public RecordCodec.Reader reader(Schema writer, Schema reader, GenericData data) {
        if (!(data instanceof SpecificData classes)) {
            return RecordCodec.reader(writer, reader, data);
        }
        return Objects.requireNonNull(trusted.judging(() -> {
            trusted.refuseUntrusted(reader);
            // Asked for now, while they are judged, and then known to Avro.
            NamedTypes.of(reader).values().forEach(classes::getClass);
            RecordCodec.Reader decoder = RecordCodec.reader(writer, reader, data);
            return RecordCodec.isLeftToAvro(reader, data) ? in -> trusted.judging(() -> decoder.read(in)) : decoder;
        }));
    }

    /** A writer of values as this model holds them. */
    public RecordCodec.Writer writer(Schema schema, GenericData data) {
        RecordCodec.Writer encoder = RecordCodec.writer(schema, data);
        return RecordCodec.isLeftToAvro(schema, data)
                ? (value, out) -> trusted.judging(() -> {
                    encoder.write(value, out);
                    return value;
                })
                : encoder;
    }

    /** The model that holds this value. */
    public GenericData forValue(@Nullable Object value) {
        if (value instanceof SpecificRecord) {
            return specific(value.getClass());
        }
        return reflect != null && !(value instanceof GenericContainer) ? reflect : generic;
    }

    private Schema reflectedSchema(Class<?> type) {
        ReflectData data = Objects.requireNonNull(reflect, "asked for by the settings");
        Schema schema = data.getSchema(type);
        trusted.includeAllOf(schema);
        return schema;
    }

    /** A map says nothing of its schema, but its first value does; one that is empty has values of no type. */
    private Schema schemaOfMap(Map<?, ?> map) {
        Schema values = map.isEmpty()
                ? Schema.create(Schema.Type.NULL)
                : schemaOf(map.values().iterator().next());
        return maps.computeIfAbsent(values, Schema::createMap);
    }

    /** The schema of a value to write. */
    public Schema schemaOf(@Nullable Object value) {
        if (value instanceof GenericContainer container) {
            return container.getSchema();
        }
        if (value instanceof CharSequence) {
            return STRING;
        }
        Schema primitive = value == null ? null : PRIMITIVES.get(value.getClass());
        if (primitive != null) {
            return primitive;
        }
        if (value instanceof ByteBuffer) {
            return BYTES;
        }
        if (value instanceof Map<?, ?> map) {
            return schemaOfMap(map);
        }
        if (reflect != null && value != null) {
            return reflected.computeIfAbsent(value.getClass(), this::reflectedSchema);
        }
        throw new SerdeArgumentException(
                SerdeFailure.Kind.NOT_WRITABLE,
                FailureSite.UNKNOWN,
                "Unsupported Avro type '"
                        + (value == null ? "null" : value.getClass().getName())
                        + "'. Supported types are null, Boolean, Integer, Long, Float, Double, String, byte[], maps"
                        + " of these and IndexedRecord; other classes need " + KafkaAvroSerdeConfig.SCHEMA_REFLECTION
                        + "=true",
                null);
    }
}
