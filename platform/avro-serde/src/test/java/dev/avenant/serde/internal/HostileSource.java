package dev.avenant.serde.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;

/** Random and mutated payloads of random schemas; the same for the same seed. */
public final class HostileSource {

    private final Random random;
    private final GenericData data = new GenericData();
    private RandomAvro avro;
    private Schema schema;
    private byte[] good = {};

    public HostileSource(long seed) {
        this.random = new Random(seed);
        this.avro = new RandomAvro(seed);
        this.schema = avro.record();
        data.addLogicalTypeConversion(new Conversions.DecimalConversion());
        data.addLogicalTypeConversion(new Conversions.UUIDConversion());
        data.addLogicalTypeConversion(new TimeConversions.DateConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
    }

    /** The schema that the payloads claim to be of. */
    public Schema schema() {
        return schema;
    }

    /** Goes on with another schema and another good record to mutate. */
    public void changeSchema() {
        avro = new RandomAvro(random.nextLong());
        schema = avro.record();
        AvroOutput out = new AvroOutput();
        try {
            RecordCodec.writer(schema, data).write(avro.value(schema), out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        good = out.toByteArray();
    }

    /** The next payload, with the prefix of that id or with a broken one. */
    public byte[] payload(int id) {
        byte[] body = random.nextInt(4) == 0 ? randomBytes() : avro.mutated(good);
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
}
