package jobplatform.faults;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Records that are like an event, and are none: other bytes, sizes, keys, headers, ids and schema ids. The same seed
 * makes the same ones.
 */
final class Fuzz {

    private static final int SCHEMA_ID_AT = 1;
    private static final int SCHEMA_ID_BYTES = 4;
    private static final List<String> FORGEABLE = List.of(
            "ce_id",
            "ce_type",
            "ce_source",
            "ce_time",
            "ce_specversion",
            "traceparent",
            "avenant-dlt-id",
            "avenant-dlt-topic",
            "avenant-dlt-partition",
            "avenant-dlt-offset",
            "avenant-dlt-attempt",
            "avenant-dlt-parts",
            "avenant-dlt-size",
            "kafka_dlt-original-offset",
            "spring_json_header_types",
            "springDeserializerExceptionValue");

    private final Random random;
    private final ConsumerRecord<String, byte[]> sample;
    private final List<Function<byte[], byte @Nullable []>> kinds;

    Fuzz(long seed, ConsumerRecord<String, byte[]> sample) {
        this.random = new Random(seed);
        this.sample = sample;
        this.kinds = List.of(
                value -> value,
                value -> null,
                value -> new byte[0],
                value -> noise(random.nextInt(200)),
                value -> Arrays.copyOf(value, random.nextInt(value.length)),
                value -> Arrays.copyOf(value, value.length + 1 + random.nextInt(50)),
                this::flipped,
                this::flipped,
                this::withOtherSchema);
    }

    /**
     * The next one, for the sample's topic.
     *
     * @param largest how many bytes a large value has
     */
    ProducerRecord<byte[], byte[]> next(int largest) {
        int kind = random.nextInt(kinds.size() + 1);
        byte[] value =
                kind < kinds.size() ? kinds.get(kind).apply(sample.value()) : largeNowAndThen(sample.value(), largest);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(sample.topic(), key(), value);
        headers(record.headers());
        PoisonWriter.mark(record);
        return record;
    }

    private byte @Nullable [] key() {
        return switch (random.nextInt(5)) {
            case 0 -> null;
            case 1 -> new byte[0];
            case 2 -> noise(random.nextInt(3000));
            default -> UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
        };
    }

    private byte[] flipped(byte[] value) {
        byte[] flipped = value.clone();
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    /** Some of them are there, some are not, and some cannot be. */
    private byte[] withOtherSchema(byte[] value) {
        byte[] other = value.clone();
        int id = List.of(0, 1, 2, 3, 5, 8, 13, -1, Integer.MIN_VALUE, 999_999).get(random.nextInt(10));
        for (int place = 0; place < SCHEMA_ID_BYTES; place++) {
            other[SCHEMA_ID_AT + place] = (byte) (id >>> (8 * (SCHEMA_ID_BYTES - 1 - place)));
        }
        return other;
    }

    private byte[] largeNowAndThen(byte[] value, int largest) {
        int size = random.nextInt(400) == 0 ? largest : 20_000;
        return random.nextBoolean() ? new byte[size] : Arrays.copyOf(value, size);
    }

    private void headers(Headers headers) {
        switch (random.nextInt(4)) {
            case 0 -> {
                // None at all.
            }
            case 1 -> {
                sample.headers().forEach(headers::add);
                headers.remove("ce_id");
                headers.add("ce_id", forgedPlace());
            }
            case 2 -> {
                sample.headers().forEach(headers::add);
                headers.remove("ce_id");
                headers.add("ce_id", UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
            }
            default -> {
                sample.headers().forEach(headers::add);
                List<String> names = new ArrayList<>(FORGEABLE);
                for (int times = random.nextInt(6); times >= 0; times--) {
                    String name = names.get(random.nextInt(names.size()));
                    headers.add(name, random.nextInt(4) == 0 ? null : noise(random.nextInt(700)));
                }
            }
        }
    }

    /** As a record's place was its id once. */
    private byte[] forgedPlace() {
        String place = sample.topic() + "/" + random.nextInt(3) + "/" + random.nextInt(20_000);
        return place.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] noise(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }
}
