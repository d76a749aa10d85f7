package jobplatform.analytics.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.avenant.serde.streams.SpecificAvroSerde;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import jobplatform.analytics.figures.Counts;
import jobplatform.analytics.figures.HourFigures;
import jobplatform.analytics.figures.JobFigures;
import jobplatform.analytics.figures.ResultTopics;
import jobplatform.application.events.JobApplicationReceived;
import jobplatform.application.events.JobApplicationStatusChanged;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.BuiltInDslStoreSuppliers;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.test.TestRecord;
import tools.jackson.databind.json.JsonMapper;

/** The topology without a broker: events go in one by one, and the newest figures of each key come out. */
final class TestStream implements AutoCloseable {

    static final String JOB_EVENTS = "job-events";
    static final String APPLICATION_EVENTS = "application-events";
    static final Duration LATENESS = Duration.ofDays(35);

    private static final ResultTopics RESULTS = ResultTopics.of("test");

    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    private final String registry = "mock://" + UUID.randomUUID();
    private final SpecificAvroSerde<SpecificRecord> events = serde();
    private final TopologyTestDriver driver;
    private final Map<String, TestInputTopic<byte[], byte[]>> topics = new HashMap<>();
    private final JsonMapper json = JsonMapper.shared();

    TestStream() {
        this(Clock.systemUTC());
    }

    TestStream(Clock clock) {
        StreamsBuilder builder = new StreamsBuilder();
        StreamMetrics measured = new StreamMetrics(metrics);
        UnknownSchemas unknown = new UnknownSchemas(Duration.ofSeconds(30), clock);
        new FigureTopology(
                        List.of(JOB_EVENTS, APPLICATION_EVENTS),
                        RESULTS,
                        LATENESS,
                        3,
                        Stores::inMemoryKeyValueStore,
                        () -> new FactProcessor(serde(), unknown, clock, measured),
                        measured)
                .addTo(builder);
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test-" + UUID.randomUUID());
        settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        settings.put(
                StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG,
                BuiltInDslStoreSuppliers.InMemoryDslStoreSuppliers.class);
        driver = new TopologyTestDriver(builder.build(settings), settings);
    }

    /** Lets time go by, in which nothing happens. */
    void advance(Duration time) {
        driver.advanceWallClockTime(time);
    }

    /** How many jobs, and how many applications, it knows. */
    Map<String, Long> known() {
        return Map.of(
                CountingProcessor.JOBS, size(CountingProcessor.JOBS),
                CountingProcessor.APPLICATIONS, size(CountingProcessor.APPLICATIONS));
    }

    private long size(String store) {
        return states(store).size();
    }

    /** How large the largest state is that a store keeps. */
    int bytesOfTheLargest(String store) {
        return states(store).stream()
                .mapToInt(state -> json.writeValueAsBytes(state).length)
                .max()
                .orElse(0);
    }

    private List<Object> states(String store) {
        List<Object> states = new ArrayList<>();
        try (KeyValueIterator<Object, Object> all =
                driver.getKeyValueStore(store).all()) {
            all.forEachRemaining(entry -> states.add(entry.value));
        }
        return states;
    }

    private SpecificAvroSerde<SpecificRecord> serde() {
        SpecificAvroSerde<SpecificRecord> serde = new SpecificAvroSerde<>();
        serde.configure(Map.of("schema.registry.url", registry, "auto.register.schemas", true), false);
        return serde;
    }

    /** Publishes an event on the topic where it belongs, a moment ago. */
    void publish(SpecificRecord event) {
        publish(event, Instant.now());
    }

    void publish(SpecificRecord event, Instant published) {
        boolean isOfApplication =
                event instanceof JobApplicationReceived || event instanceof JobApplicationStatusChanged;
        String topic = isOfApplication ? APPLICATION_EVENTS : JOB_EVENTS;
        publish(topic, event.getSchema().getFullName(), events.serializer().serialize(topic, event), published);
    }

    void publish(String topic, String type, byte[] bytes, Instant published) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("ce_id", UUID.randomUUID().toString().getBytes(UTF_8));
        headers.add("ce_type", type.getBytes(UTF_8));
        topics.computeIfAbsent(
                        topic,
                        name -> driver.createInputTopic(name, new ByteArraySerializer(), new ByteArraySerializer()))
                .pipeInput(new TestRecord<>(new byte[0], bytes, headers, published));
    }

    /** How often what happened: for each of the texts {@code <dimension>@<hour> <what>}. */
    Map<String, Long> figures() {
        Map<String, Counts> newest = new HashMap<>();
        for (HourFigures each : read(RESULTS.hours(), HourFigures.class)) {
            newest.put(each.dimension() + "@" + each.hour(), each.counts());
        }
        Map<String, Long> figures = new HashMap<>();
        newest.forEach((cell, counts) -> {
            put(figures, cell + " posted", counts.posted());
            put(figures, cell + " applied", counts.applied());
            put(figures, cell + " shortlisted", counts.shortlisted());
            put(figures, cell + " accepted", counts.accepted());
            put(figures, cell + " rejected", counts.rejected());
            put(figures, cell + " withdrawn", counts.withdrawn());
        });
        return figures;
    }

    /** The newest figures of each job. */
    Map<UUID, JobFigures> jobs() {
        Map<UUID, JobFigures> newest = new HashMap<>();
        read(RESULTS.jobs(), JobFigures.class).forEach(job -> newest.put(job.jobId(), job));
        return newest;
    }

    private <T> List<T> read(String topic, Class<T> type) {
        return driver
                .createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer())
                .readValuesToList()
                .stream()
                .map(value -> json.readValue(value, type))
                .toList();
    }

    private static void put(Map<String, Long> figures, String name, long count) {
        if (count != 0) {
            figures.put(name, count);
        }
    }

    @Override
    public void close() {
        driver.close();
        events.close();
    }
}
