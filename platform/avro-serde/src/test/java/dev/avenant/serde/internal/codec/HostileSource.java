package dev.avenant.serde.internal.codec;

import dev.avenant.avro.generators.RandomSchemas;
import dev.avenant.avro.generators.RandomValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;

/**
 * Random and mutated payloads of random schemas and of those that hostile bytes like best; the same for the same seed.
 */
public final class HostileSource {

    /** Schemas that hold themselves, take no bytes, or hold collections of collections. */
    private static final List<String> LIKED = List.of(
            "{\"type\":\"record\",\"name\":\"Chain\",\"fields\":[{\"name\":\"next\",\"type\":[\"null\",\"Chain\"]}]}",
            "{\"type\":\"record\",\"name\":\"Tree\",\"fields\":[{\"name\":\"children\",\"type\":"
                    + "{\"type\":\"array\",\"items\":\"Tree\"}}]}",
            "{\"type\":\"record\",\"name\":\"Named\",\"fields\":[{\"name\":\"more\",\"type\":"
                    + "{\"type\":\"map\",\"values\":[\"string\",\"Named\",\"null\"]}}]}",
            "{\"type\":\"record\",\"name\":\"Nothings\",\"fields\":[{\"name\":\"a\",\"type\":"
                    + "{\"type\":\"array\",\"items\":\"null\"}},{\"name\":\"b\",\"type\":{\"type\":\"array\",\"items\":"
                    + "{\"type\":\"record\",\"name\":\"Empty\",\"fields\":[]}}},{\"name\":\"c\",\"type\":"
                    + "{\"type\":\"array\",\"items\":{\"type\":\"array\",\"items\":\"null\"}}}]}",
            "{\"type\":\"record\",\"name\":\"Deep\",\"fields\":[{\"name\":\"a\",\"type\":{\"type\":\"array\",\"items\":"
                    + "{\"type\":\"array\",\"items\":{\"type\":\"map\",\"values\":{\"type\":\"array\",\"items\":"
                    + "\"long\"}}}}},{\"name\":\"b\",\"type\":{\"type\":\"map\",\"values\":{\"type\":\"map\",\"values\":"
                    + "\"bytes\"}}},{\"name\":\"c\",\"type\":{\"type\":\"fixed\",\"name\":\"Zero\",\"size\":0}}]}");

    /** Numbers that lengths, counts and branches are replaced by. */
    private static final long[] NUMBERS = {
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        Integer.MIN_VALUE,
        Integer.MAX_VALUE,
        1L << 40,
        -(1L << 40),
        1 << 28,
        1_000_000,
        100_000,
        99_999,
        65_536,
        -1,
        -2,
        -1_000_000,
        3,
        1,
        0
    };

    private final Random random;
    private Schema schema;
    private Schema other;
    private byte[] good = {};

    public HostileSource(long seed) {
        this.random = new Random(seed);
        this.schema = new RandomSchemas(random).withJavaStrings().schema();
        this.other = schema;
    }

    /** The schema that the payloads claim to be of. */
    public Schema schema() {
        return schema;
    }

    /** Another version of it. */
    public Schema otherVersion() {
        return other;
    }

    /** Goes on with another schema and another good record to mutate. */
    public void changeSchema() {
        schema = random.nextInt(3) == 0
                ? new Schema.Parser().parse(LIKED.get(random.nextInt(LIKED.size())))
                : new RandomSchemas(random).withJavaStrings().schema();
        other = new OtherVersion(random).of(schema);
        AvroOutput out = new AvroOutput();
        try {
            Object record = RandomValues.converted(random.nextLong()).of(schema).orElseThrow();
            RecordCodec.writer(schema, RandomValues.conversions()).write(record, out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        good = out.toByteArray();
    }

    /** The next payload, with the prefix of that id or with a broken one. */
    public byte[] payload(int id) {
        return payload(id, good);
    }

    /** The next payload that comes of this encoded record. */
    public byte[] payload(int id, byte[] record) {
        byte[] body = switch (random.nextInt(8)) {
            case 0 -> randomBytes();
            case 1 -> numbers();
            case 2 -> repeated();
            case 3, 4 -> withNumber(record);
            default -> mutated(record);
        };
        AvroOutput out = new AvroOutput();
        out.writePrefix(id);
        out.writeFixed(body, 0, body.length);
        byte[] payload = out.toByteArray();
        if (random.nextInt(50) == 0) {
            payload[0] = (byte) random.nextInt();
        }
        return payload;
    }

    private byte[] randomBytes() {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Lengths, counts and branches, and nothing else. */
    private byte[] numbers() {
        AvroOutput out = new AvroOutput();
        for (int i = random.nextInt(12); i >= 0; i--) {
            out.writeLong(NUMBERS[random.nextInt(NUMBERS.length)]);
        }
        return out.toByteArray();
    }

    /** One byte many times, as what nests itself is written. */
    private byte[] repeated() {
        byte[] bytes = new byte[random.nextInt(random.nextInt(20) == 0 ? 100_000 : 300)];
        Arrays.fill(bytes, (byte) random.nextInt(6));
        return bytes;
    }

    /** A record in which a hostile number stands in place of a byte. */
    private byte[] withNumber(byte[] record) {
        int at = random.nextInt(record.length + 1);
        AvroOutput out = new AvroOutput();
        out.writeFixed(record, 0, at);
        out.writeLong(NUMBERS[random.nextInt(NUMBERS.length)]);
        int rest = Math.min(at + 1, record.length);
        out.writeFixed(record, rest, record.length - rest);
        return out.toByteArray();
    }

    private byte[] mutated(byte[] bytes) {
        byte[] copy = random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes.clone();
        for (int i = 1 + random.nextInt(4); i > 0 && copy.length > 0; i--) {
            int at = random.nextInt(copy.length);
            copy[at] = random.nextBoolean() ? (byte) random.nextInt() : (byte) (copy[at] ^ (1 << random.nextInt(8)));
        }
        return copy;
    }
}
