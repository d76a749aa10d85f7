package jobplatform.analytics.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import jobplatform.analytics.figures.Counts;
import jobplatform.analytics.figures.Dimension;
import jobplatform.analytics.figures.FigureJson;
import jobplatform.analytics.figures.HourFigures;
import jobplatform.analytics.figures.JobFigures;
import jobplatform.analytics.figures.ResultTopics;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.springframework.kafka.support.serializer.JacksonJsonSerde;

/**
 * How events become figures, in three steps, each in as many shares as there are partitions:
 *
 * <ol>
 *   <li>each event becomes the fact in it, if it has one ({@link FactProcessor}), and goes to the share of its job;
 *   <li>what is known of a job and its applications says what each fact changes in the sums ({@link CountingProcessor}); each
 *       change goes to the share of its dimension;
 *   <li>the changes of an hour of a dimension are summed up, and the sum is published.
 * </ol>
 *
 * <p>All that has a name in Kafka is named here, so a topology that is built otherwise goes on with the same topics.
 */
final class FigureTopology {

    private static final Duration HOUR = Duration.ofHours(1);

    private static final String FACTS = "facts-by-job";
    private static final String CHANGES = "changes-by-dimension";

    private final List<String> sources;
    private final ResultTopics results;
    private final Duration lateness;
    private final int partitions;
    private final Function<String, KeyValueBytesStoreSupplier> stores;
    private final Supplier<FactProcessor> decoding;
    private final StreamMetrics metrics;

    /**
     * @param sources the topics of events, and their replay topics
     * @param results where the figures are published
     * @param lateness how much older than the newest an event may be and still be counted
     * @param partitions into how many shares the work is divided
     * @param stores keeps what is known of jobs and applications
     * @param decoding reads the events
     * @param metrics counts what comes too late
     */
    FigureTopology(
            List<String> sources,
            ResultTopics results,
            Duration lateness,
            int partitions,
            Function<String, KeyValueBytesStoreSupplier> stores,
            Supplier<FactProcessor> decoding,
            StreamMetrics metrics) {
        this.sources = List.copyOf(sources);
        this.results = results;
        this.lateness = lateness;
        this.partitions = partitions;
        this.stores = stores;
        this.decoding = decoding;
        this.metrics = metrics;
    }

    /** The topics that it reads. */
    List<String> sources() {
        return sources;
    }

    /** The topic of the facts, of a stream with that id. */
    static String factsTopic(String applicationId) {
        return applicationId + "-" + FACTS + "-repartition";
    }

    /** The topic of the changes, of a stream with that id. */
    static String changesTopic(String applicationId) {
        return applicationId + "-" + CHANGES + "-repartition";
    }

    void addTo(StreamsBuilder builder) {
        builder.addStateStore(store(CountingProcessor.JOBS, json(JobState.class)));
        builder.addStateStore(store(CountingProcessor.APPLICATIONS, json(ApplicationState.class)));
        builder.addStateStore(store(LateChanges.NEWEST, Serdes.Long()));
        KStream<String, Object> counted = builder.stream(
                        sources,
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("events"))
                .process(decoding::get, Named.as("decode"))
                .repartition(Repartitioned.<String, Fact>as(FACTS)
                        .withKeySerde(Serdes.String())
                        .withValueSerde(json(Fact.class))
                        .withNumberOfPartitions(partitions))
                .process(
                        () -> new CountingProcessor(lateness.multipliedBy(2)),
                        Named.as("count"),
                        CountingProcessor.JOBS,
                        CountingProcessor.APPLICATIONS);
        publishJobs(only(JobFigures.class, counted, "job-figures"));
        publishHours(sums(only(Counts.class, counted, "changes")));
    }

    private KStream<Windowed<String>, Counts> sums(KStream<String, Counts> changes) {
        return changes.repartition(Repartitioned.<String, Counts>as(CHANGES)
                        .withKeySerde(Serdes.String())
                        .withValueSerde(json(Counts.class))
                        .withNumberOfPartitions(partitions))
                .processValues(
                        () -> new LateChanges(HOUR, lateness, metrics), Named.as("late-changes"), LateChanges.NEWEST)
                .groupByKey(Grouped.<String, Counts>as("by-dimension")
                        .withKeySerde(Serdes.String())
                        .withValueSerde(json(Counts.class)))
                .windowedBy(TimeWindows.ofSizeAndGrace(HOUR, lateness))
                .aggregate(
                        () -> Counts.ZERO,
                        (dimension, change, sum) -> sum.plus(change),
                        Named.as("sum"),
                        Materialized.<String, Counts, WindowStore<Bytes, byte[]>>as("sums-by-hour")
                                .withKeySerde(Serdes.String())
                                .withValueSerde(json(Counts.class))
                                .withRetention(lateness.plus(HOUR)))
                .toStream(Named.as("sums"));
    }

    private void publishHours(KStream<Windowed<String>, Counts> sums) {
        sums.map(
                        (hour, counts) -> {
                            Instant begin = hour.window().startTime();
                            HourFigures figures = new HourFigures(Dimension.parse(hour.key()), begin, counts);
                            return KeyValue.pair(hour.key() + "@" + begin, figures);
                        },
                        Named.as("hour-figures"))
                .to(
                        results.hours(),
                        Produced.<String, HourFigures>as("publish-hours")
                                .withKeySerde(Serdes.String())
                                .withValueSerde(json(HourFigures.class)));
    }

    private void publishJobs(KStream<String, JobFigures> jobs) {
        jobs.to(
                results.jobs(),
                Produced.<String, JobFigures>as("publish-jobs")
                        .withKeySerde(Serdes.String())
                        .withValueSerde(json(JobFigures.class)));
    }

    private static <T> KStream<String, T> only(Class<T> type, KStream<String, Object> all, String name) {
        return all.flatMapValues(
                value -> type.isInstance(value) ? List.of(type.cast(value)) : List.<T>of(), Named.as(name));
    }

    private <T> StoreBuilder<KeyValueStore<String, T>> store(String name, Serde<T> values) {
        return Stores.keyValueStoreBuilder(stores.apply(name), Serdes.String(), values);
    }

    static <T> Serde<T> json(Class<T> type) {
        return new JacksonJsonSerde<>(type, FigureJson.MAPPER).noTypeInfo();
    }
}
