package dev.avenant.benchmarks.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** One way to turn records into bytes and back. */
interface MeasuredSerde {

    String TOPIC = "measured";

    byte[] write(Object value);

    Object read(byte[] bytes);

    /**
     * The way of that name.
     *
     * @param name {@code plain} for Avro alone, {@code custom-coders} for Avro with the coders that its compiler generated
     *     into the classes, {@code jackson}, {@code avenant}, or {@code confluent} when its jars are on the class path
     */
    static MeasuredSerde named(String name, Schema schema, boolean isGeneric, String registryUrl) {
        return switch (name) {
            case "plain" -> new Plain(schema, isGeneric);
            case "custom-coders" -> new Plain(schema, isGeneric).withCustomCoders();
            case "jackson" -> new JacksonSerde(schema, isGeneric);
            case "avenant" -> new Kafka("dev.avenant.serde.KafkaAvro", isGeneric, registryUrl);
            case "confluent" -> new Kafka("io.confluent.kafka.serializers.KafkaAvro", isGeneric, registryUrl);
            default -> throw new IllegalArgumentException("No serde is called " + name);
        };
    }

    /** Avro with everything that can be kept kept for each thread, as one writes it by hand. */
    final class Plain implements MeasuredSerde {
        private static final int PREFIX = 5;
        private static final ThreadLocal<Kept> KEPT = ThreadLocal.withInitial(Kept::new);

        private final GenericData data;
        private final DatumWriter<Object> writer;
        private final DatumReader<Object> reader;

        @SuppressWarnings("unchecked") // the writers of both models take every value
        Plain(Schema schema, boolean isGeneric) {
            this.data = isGeneric ? GenericData.get() : SpecificData.getForSchema(schema);
            this.writer = (DatumWriter<Object>) data.createDatumWriter(schema);
            this.reader = (DatumReader<Object>) data.createDatumReader(schema);
        }

        /** Has the classes of this schema read and write themselves, as those without logical types can. */
        Plain withCustomCoders() {
            if (!(data instanceof SpecificData specific)) {
                throw new IllegalArgumentException("Generic records have no coders of their own: -p model=specific");
            }
            specific.setCustomCoders(true);
            return this;
        }

        @Override
        public byte[] write(Object value) {
            Kept kept = KEPT.get();
            try {
                ByteArrayOutputStream out = kept.out;
                out.reset();
                out.write(0);
                out.write(0);
                out.write(0);
                out.write(0);
                out.write(1);
                kept.encoder = EncoderFactory.get().binaryEncoder(out, kept.encoder);
                writer.write(value, kept.encoder);
                kept.encoder.flush();
                return out.toByteArray();
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }

        @Override
        public Object read(byte[] bytes) {
            Kept kept = KEPT.get();
            try {
                kept.decoder = DecoderFactory.get().binaryDecoder(bytes, PREFIX, bytes.length - PREFIX, kept.decoder);
                return reader.read(null, kept.decoder);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }

        private static final class Kept {
            private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);
            private @Nullable BinaryEncoder encoder;
            private @Nullable BinaryDecoder decoder;
        }
    }

    /** A Kafka serializer and deserializer with Confluent's settings. */
    final class Kafka implements MeasuredSerde {
        private final Serializer<Object> serializer;
        private final Deserializer<Object> deserializer;

        Kafka(String prefix, boolean isGeneric, String registryUrl) {
            Map<String, Object> settings = new HashMap<>();
            settings.put("schema.registry.url", registryUrl);
            settings.put("auto.register.schemas", true);
            settings.put("specific.avro.reader", !isGeneric);
            this.serializer = create(prefix + "Serializer");
            this.deserializer = create(prefix + "Deserializer");
            serializer.configure(settings, false);
            deserializer.configure(settings, false);
        }

        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the caller names the class and its type
        private static <T> T create(String name) {
            try {
                return (T) Class.forName(name).getDeclaredConstructor().newInstance();
            } catch (ReflectiveOperationException missing) {
                throw new IllegalStateException(name + " is not on the class path", missing);
            }
        }

        @Override
        public byte[] write(Object value) {
            return serializer.serialize(TOPIC, value);
        }

        @Override
        public Object read(byte[] bytes) {
            return deserializer.deserialize(TOPIC, bytes);
        }
    }
}
