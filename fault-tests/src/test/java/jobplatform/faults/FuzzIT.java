package jobplatform.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records that are like events and are none, by the thousand on the topic that job-service listens to: some of them
 * compressed, in transactions that are committed or aborted. The settings are properties of the pom.
 */
@Tag("process")
@ResourceLock("platform")
class FuzzIT {

    private static final Logger LOG = LoggerFactory.getLogger(FuzzIT.class);
    private static final int RECORDS = Integer.getInteger("avenant.fuzz", 20_000);
    private static final int IN_A_TRANSACTION = 200;
    private static final int ABORTED_ONE_IN = 5;
    private static final int USERS = 40;
    private static final List<String> COMPRESSIONS = List.of("none", "gzip", "lz4");
    private static final List<String> LISTENERS = List.of("job-service", PlatformDefinition.SECOND_JOB_SERVICE);
    private static final List<String> SERVICES =
            List.of("user-service", "job-service", PlatformDefinition.SECOND_JOB_SERVICE);
    private static final int LARGEST = 4 * 1024 * 1024;

    /** What Kafka takes with the key and the headers, as it is set by default. */
    private static final int LARGEST_UNCOMPRESSED = 900_000;

    private static final Duration WITHOUT_PROGRESS = Duration.ofMinutes(2);

    private final long seed = Long.getLong("avenant.fuzz.seed", System.nanoTime());

    @Test
    void stopsNoPartitionAndLosesNoGoodEvent() throws Exception {
        LOG.warn("{} records, -Davenant.fuzz.seed={}", RECORDS, seed);
        Path home = Path.of("target", "fuzz-stack").toAbsolutePath();
        try (Platform platform = Platform.start(home, 1, "fuzz-" + seed)) {
            ConsumerRecord<String, byte[]> sample = sample(platform);
            Instant begin = Instant.now();
            try (Gauges gauges = Gauges.watch(platform, LISTENERS)) {
                try (Load load = Load.ofUsers(platform, USERS, seed)) {
                    load.start();
                    send(platform, new Fuzz(seed, sample));
                    LOG.warn("{} records sent in {}", RECORDS, Duration.between(begin, Instant.now()));
                    awaitAllPassed(platform);
                }
                LOG.warn("{} records passed in {}: {}", RECORDS, Duration.between(begin, Instant.now()), gauges);
                awaitAllPassed(platform);
            }
            Observation seen = withoutFuzz(platform.observe(Flow.USERS), UUID.fromString(sample.key()));

            assertThat(seen.acknowledged()).hasSizeGreaterThan(10);
            assertThat(Checker.check(seen)).isEqualTo(Anomalies.NONE);
            for (String service : SERVICES) {
                assertThat(platform.request("GET", service, "/actuator/health", ""))
                        .as("health of %s", service)
                        .contains("\"status\":\"UP\"")
                        .doesNotContain("\"status\":\"DOWN\"");
                assertThat(logs(home, service))
                        .as("out of memory in %s", service)
                        .noneMatch(line -> line.contains("OutOfMemoryError"));
            }
        }
    }

    private static ConsumerRecord<String, byte[]> sample(Platform platform) {
        String user = platform.request("POST", "user-service", "/api/users", """
                {"username": "sample", "email": "sample@acme.example", "password": "correct horse",
                 "fullName": "Ada Lovelace", "companyName": "Acme", "userType": "EMPLOYER"}
                """);
        String id = Writer.version(user).entity().toString();
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            platform.forEachRecord(Platform.USER_EVENTS, record -> {
                if (record.key().equals(id)) {
                    found.add(record);
                }
            });
            return !found.isEmpty();
        });
        return found.get(0);
    }

    private static void send(Platform platform, Fuzz fuzz) {
        List<Producer<byte[], byte[]>> producers = COMPRESSIONS.stream()
                .map(compression -> producer(platform, compression))
                .toList();
        try {
            producers.forEach(Producer::initTransactions);
            for (int sent = 0, transaction = 0; sent < RECORDS; sent += IN_A_TRANSACTION, transaction++) {
                int chosen = transaction % producers.size();
                Producer<byte[], byte[]> producer = producers.get(chosen);
                int largest = COMPRESSIONS.get(chosen).equals("none") ? LARGEST_UNCOMPRESSED : LARGEST;
                producer.beginTransaction();
                for (int number = 0; number < IN_A_TRANSACTION; number++) {
                    var unused = producer.send(fuzz.next(largest));
                }
                if (transaction % ABORTED_ONE_IN == 0) {
                    producer.flush();
                    producer.abortTransaction();
                } else {
                    producer.commitTransaction();
                }
            }
        } finally {
            producers.forEach(Producer::close);
        }
    }

    private static Producer<byte[], byte[]> producer(Platform platform, String compression) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        platform.stack().bootstrapServers(),
                        "transactional.id",
                        "fuzz-" + compression,
                        "compression.type",
                        compression,
                        "max.request.size",
                        16 * 1024 * 1024),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Waits until the group has handled all that is there now, however long that takes, as long as it goes on. */
    private static void awaitAllPassed(Platform platform) {
        try (Backlog backlog =
                Backlog.of("job-service", Platform.USER_EVENTS, platform.stack().bootstrapServers())) {
            Map<TopicPartition, Long> ends = backlog.ends();
            long left = backlog.before(ends);
            while (left > 0) {
                long before = left;
                left = await().atMost(WITHOUT_PROGRESS)
                        .pollInterval(Duration.ofMillis(300))
                        .until(() -> backlog.before(ends), now -> now < before);
            }
        }
    }

    /** Of what is to be seen, what services wrote: records that are almost events may have effects of their own. */
    private static Observation withoutFuzz(Observation seen, UUID sample) {
        return new Observation(
                seen.acknowledged(),
                seen.stored().entrySet().stream()
                        .filter(user -> !user.getKey().equals(sample))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                seen.published().stream()
                        .filter(event -> !event.version().entity().equals(sample))
                        .toList(),
                seen.effects().stream()
                        .filter(effect -> !effect.entity().equals(sample))
                        .filter(effect -> seen.stored().containsKey(effect.entity()))
                        .toList());
    }

    private static List<String> logs(Path home, String service) throws IOException {
        try (Stream<String> lines = Files.lines(home.resolve("logs").resolve(service + ".log"))) {
            return lines.toList();
        }
    }
}
