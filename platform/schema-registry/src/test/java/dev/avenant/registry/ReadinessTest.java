package dev.avenant.registry;

import static dev.avenant.registry.RegistryTester.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.kafka.embedded.FreePorts;
import dev.avenant.kafka.embedded.KafkaBroker;
import dev.avenant.kafka.embedded.KafkaBrokerSettings;
import dev.avenant.registry.log.FaultLatch;
import dev.avenant.registry.log.KafkaLog;
import dev.avenant.registry.metrics.RegistryMetrics;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/** {@code /-/ready} is 200 as long as the registry knows all that is in its log, and says why when it is not. */
@Order(2)
@Tag("process")
@Timeout(300)
class ReadinessTest {

    private static final Duration GENEROUS = Duration.ofSeconds(90);
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
    private static final String READY = "200 {\"status\":\"ready\"}";

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    @TempDir
    Path folder;

    @Test
    void isNotReadyUntilTheLogIsRead() throws Exception {
        String topic = "_reading";
        try (RegistryTester before = RegistryTester.begin(
                SchemaRegistryConfig.kafka(kafka.bootstrapServers()).topic(topic))) {
            assertThat(before.post("/subjects/a/versions", schema("\"int\""))).startsWith("200 ");
        }
        SchemaRegistryConfig config = SchemaRegistryConfig.kafka(kafka.bootstrapServers())
                .topic(topic)
                .port(FreePorts.pick(1).get(0));
        CountDownLatch mayRead = new CountDownLatch(1);
        FaultLatch faults = new FaultLatch();
        RegistryMetrics metrics = new RegistryMetrics();
        InterceptedLog log = new InterceptedLog(
                new KafkaLog(SchemaRegistry.logSettings(config, metrics), faults), record -> waitFor(mayRead));
        URI url = URI.create("http://localhost:" + config.port());

        CompletableFuture<SchemaRegistry> starting =
                CompletableFuture.supplyAsync(() -> SchemaRegistry.start(config, log, faults, metrics));

        String reason = "_reading is read up to offset 0, not yet to its end";
        await().atMost(GENEROUS)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(get(url, "/-/ready"))
                        .isEqualTo("503 {\"status\":\"reading\",\"reason\":\"" + reason + "\"}"));
        assertThat(get(url, "/-/healthy")).isEqualTo("200 {\"status\":\"healthy\"}");
        assertThat(get(url, "/subjects")).isEqualTo(storeError(reason));
        assertThat(get(url, "/schemas/ids/1")).isEqualTo(storeError(reason));
        assertThat(starting).isNotDone();

        mayRead.countDown();

        try (SchemaRegistry registry = starting.get(GENEROUS.toSeconds(), TimeUnit.SECONDS)) {
            assertThat(get(registry.url(), "/-/ready")).isEqualTo(READY);
            assertThat(get(registry.url(), "/subjects")).isEqualTo("200 [\"a\"]");
        }
    }

    @Test
    void isOverWhenTheReaderOfItsLogDies() throws Exception {
        String topic = "_dying";
        try (SchemaRegistry registry = DyingRegistry.start(kafka.bootstrapServers(), topic)) {
            assertThat(get(registry.url(), "/-/ready")).isEqualTo(READY);
            assertThat(get(registry.url(), "/subjects")).isEqualTo("200 []");

            poison(topic);

            String fault = registry.awaitFault().orElseThrow();
            assertThat(fault)
                    .matches("Reading _dying stopped at offset \\d+: java.lang.OutOfMemoryError: as the test has it");
            assertThat(get(registry.url(), "/-/ready"))
                    .isEqualTo("503 {\"status\":\"stopped\",\"reason\":\"" + fault + "\"}");
            assertThat(get(registry.url(), "/subjects")).isEqualTo(storeError(fault));
            assertThat(get(registry.url(), "/schemas/ids/1")).isEqualTo(storeError(fault));
            assertThat(get(registry.url(), "/-/healthy")).isEqualTo("200 {\"status\":\"healthy\"}");
            assertThat(get(registry.url(), "/-/metrics")).startsWith("200 ");
        }
    }

    @Test
    void isOverWhenTheReaderOfItsLogDiesAndCannotEvenLogThat() throws Exception {
        String topic = "_dying_silently";
        LoggerContext logging = (LoggerContext) LoggerFactory.getILoggerFactory();
        TurboFilter failing = new TurboFilter() {
            @Override
            public FilterReply decide(
                    Marker marker, Logger logger, Level level, String format, Object[] params, Throwable thrown) {
                if (level == Level.ERROR && params != null && params.length > 0 && topic.equals(params[0])) {
                    // It ends its thread, and is for nobody who waits beside this test.
                    Thread.currentThread().setUncaughtExceptionHandler((dying, expected) -> {});
                    throw new OutOfMemoryError("while logging");
                }
                return FilterReply.NEUTRAL;
            }
        };
        try (SchemaRegistry registry = DyingRegistry.start(kafka.bootstrapServers(), topic)) {
            logging.addTurboFilter(failing);

            poison(topic);

            assertThat(registry.awaitFault().orElseThrow())
                    .matches(
                            "Reading _dying_silently stopped at offset \\d+: java.lang.OutOfMemoryError: as the test has"
                                    + " it");
            assertThat(get(registry.url(), "/-/ready")).startsWith("503 {\"status\":\"stopped\",");
        } finally {
            logging.getTurboFilterList().remove(failing);
        }
    }

    @Test
    void endsItsProcessWithAMessageWhenTheReaderOfItsLogDies() throws Exception {
        String topic = "_dying_process";
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DyingRegistry.class.getName(),
                        kafka.bootstrapServers(),
                        topic)
                .redirectError(folder.resolve("stderr").toFile())
                .start();
        try {
            assertThat(process.inputReader(StandardCharsets.UTF_8).readLine()).startsWith("ready at ");

            poison(topic);

            assertThat(process.waitFor(GENEROUS.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(3);
        assertThat(folder.resolve("stderr"))
                .content()
                .containsPattern(
                        "The registry ends, since it can answer no more\\. Reading _dying_process stopped at offset"
                                + " \\d+: java\\.lang\\.OutOfMemoryError: as the test has it\\. Start it again; its log says more");
    }

    @Test
    void isNotReadyWhileTheBrokerIsGoneAndRecoversByItself() throws Exception {
        List<Integer> ports = FreePorts.pick(2);
        KafkaBrokerSettings settings = KafkaBrokerSettings.in(folder).withPorts(ports.get(0), ports.get(1));
        KafkaBroker broker = KafkaBroker.start(settings);
        try (RegistryTester registry = RegistryTester.begin(SchemaRegistryConfig.kafka(broker.bootstrapServers()))) {
            assertThat(registry.post("/subjects/a/versions", schema("\"int\""))).startsWith("200 ");
            assertThat(registry.get("/-/ready")).isEqualTo(READY);

            broker.close();

            await().atMost(GENEROUS)
                    .untilAsserted(() -> assertThat(registry.get("/-/ready"))
                            .matches("503 \\{\"status\":\"unreachable\",\"reason\":\"Kafka has not answered a read of"
                                    + " _schemas for \\d+ s; reading goes on as soon as it does\"}"));
            assertThat(registry.get("/subjects")).isEqualTo("200 [\"a\"]");

            broker = KafkaBroker.start(settings);

            await().atMost(GENEROUS)
                    .untilAsserted(() -> assertThat(registry.get("/-/ready")).isEqualTo(READY));
            await().atMost(GENEROUS)
                    .untilAsserted(() -> assertThat(registry.post("/subjects/b/versions", schema("\"bytes\"")))
                            .startsWith("200 "));
        } finally {
            broker.close();
        }
    }

    @Test
    void isOverWhenItsTopicIsMadeAnew() throws Exception {
        SchemaRegistryConfig config =
                SchemaRegistryConfig.kafka(kafka.bootstrapServers()).topic("_anew");
        try (SchemaRegistry registry = SchemaRegistry.start(config);
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            URI url = registry.url();
            assertThat(RawHttp.send(
                                    url,
                                    "POST",
                                    "/subjects/a/versions",
                                    JSON,
                                    schema("\"int\"").getBytes(StandardCharsets.UTF_8))
                            .status())
                    .isEqualTo(200);

            admin.deleteTopics(List.of("_anew")).all().get();
            await().atMost(GENEROUS)
                    .until(() -> !admin.listTopics().names().get().contains("_anew"));
            try (SchemaRegistry other = SchemaRegistry.start(config)) {

                String fault = registry.awaitFault().orElseThrow();
                assertThat(fault)
                        .startsWith("Reading _anew stopped at offset ")
                        .contains("dev.avenant.registry.log.LostTopicException: expected the topic _anew ")
                        .endsWith(". Bring its records back from a copy before a registry starts on it");
                assertThat(get(url, "/-/ready")).isEqualTo("503 {\"status\":\"stopped\",\"reason\":\"" + fault + "\"}");
                assertThat(get(url, "/subjects")).isEqualTo(storeError(fault));
                assertThat(get(other.url(), "/subjects")).isEqualTo("200 []");
            }
        }
    }

    @Test
    void isOverWhenItsTopicIsDeleted() throws Exception {
        SchemaRegistryConfig config =
                SchemaRegistryConfig.kafka(kafka.bootstrapServers()).topic("_deleted");
        try (RegistryTester registry = RegistryTester.begin(config);
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            assertThat(registry.post("/subjects/a/versions", schema("\"int\""))).startsWith("200 ");
            Uuid id = idOf("_deleted", admin);

            admin.deleteTopics(List.of("_deleted")).all().get();

            String reason = "dev.avenant.registry.log.LostTopicException: expected the topic _deleted with the id " + id
                    + " but found none: it was deleted. Bring its records back from a copy before a registry starts on it";
            await().atMost(GENEROUS)
                    .untilAsserted(() -> assertThat(registry.get("/-/ready"))
                            .matches(
                                    "503 \\{\"status\":\"stopped\",\"reason\":\"Reading _deleted stopped at offset \\d+: "
                                            + Pattern.quote(reason) + "\"}"));
            String fault = registry.registry().awaitFault().orElseThrow();
            assertThat(fault).endsWith(reason);
            assertThat(registry.get("/subjects")).isEqualTo(storeError(fault));
            assertThat(registry.post("/subjects/b/versions", schema("\"bytes\"")))
                    .isEqualTo(storeError(fault));
        }
    }

    @Test
    void isOverWhenItsTopicIsMadeAnewWithAtLeastAsManyRecords() throws Exception {
        SchemaRegistryConfig config =
                SchemaRegistryConfig.kafka(kafka.bootstrapServers()).topic("_longer");
        CountDownLatch longer = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        FaultLatch faults = new FaultLatch();
        RegistryMetrics metrics = new RegistryMetrics();
        // Its reader sees nothing of the topic while that has fewer records than before
        InterceptedLog log =
                new InterceptedLog(new KafkaLog(SchemaRegistry.logSettings(config, metrics), faults), record -> {
                    if (record.key().contains("poison")) {
                        held.countDown();
                        waitFor(longer);
                    }
                });
        try (SchemaRegistry registry = SchemaRegistry.start(config, log, faults, metrics);
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            Uuid before = idOf("_longer", admin);
            poison("_longer");
            held.await();

            admin.deleteTopics(List.of("_longer")).all().get();
            Uuid after = createAgain("_longer", admin);
            fill("_longer", 100);
            longer.countDown();

            String reason = "dev.avenant.registry.log.LostTopicException: expected the topic _longer with the id "
                    + before + " but found the id " + after + ": it was deleted and made anew. Bring its records back"
                    + " from a copy before a registry starts on it";
            String fault = registry.awaitFault().orElseThrow();
            assertThat(fault).matches("Reading _longer stopped at offset \\d+: " + Pattern.quote(reason));
            assertThat(get(registry.url(), "/-/ready"))
                    .isEqualTo("503 {\"status\":\"stopped\",\"reason\":\"" + fault + "\"}");
        }
    }

    private static Uuid idOf(String topic, Admin admin) throws Exception {
        return Objects.requireNonNull(admin.describeTopics(List.of(topic))
                        .allTopicNames()
                        .get()
                        .get(topic))
                .topicId();
    }

    private static Uuid createAgain(String topic, Admin admin) {
        NewTopic wanted = new NewTopic(topic, 1, (short) 1).configs(Map.of("cleanup.policy", "compact"));
        return await().atMost(GENEROUS)
                .ignoreExceptions()
                .until(() -> admin.createTopics(List.of(wanted)).topicId(topic).get(), Objects::nonNull);
    }

    private static void fill(String topic, int records) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "enable.metrics.push", false),
                new StringSerializer(),
                new StringSerializer())) {
            for (int i = 0; i < records; i++) {
                producer.send(new ProducerRecord<>(topic, 0, "{\"keytype\":\"other\"}", "{}"))
                        .get();
            }
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void poison(String topic) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "enable.metrics.push", false),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, 0, "{\"keytype\":\"poison\"}", "{}"))
                    .get();
        }
    }

    private static String storeError(String reason) {
        return "500 {\"error_code\":50001,\"message\":\"Error in the backend data store: " + reason + "\"}";
    }

    private static String get(URI url, String path) throws IOException {
        RawHttp.Reply reply = RawHttp.send(url, "GET", path, Map.of(), null);
        return reply.status() + " " + reply.body();
    }
}
