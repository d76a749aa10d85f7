package dev.avenant.registry.metrics;

import dev.avenant.registry.catalog.Catalog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The metrics of one registry, as Prometheus reads them.
 *
 * <p>What the registry counts itself is counted from the start. The metrics of the JVM, of Jetty and of Kafka's clients
 * are bound when somebody reads the metrics for the first time: a registry that nobody scrapes pays neither start-up time
 * nor memory for them. All methods may be called by any thread.
 */
public final class RegistryMetrics implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RegistryMetrics.class);

    private static final List<String> METHODS = List.of("OTHER", "GET", "POST", "PUT", "DELETE", "HEAD");
    private static final int STATUSES = 600;
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AtomicReferenceArray<Counter> requests = new AtomicReferenceArray<>(METHODS.size() * STATUSES);
    private final Timer durations = Timer.builder("schema.registry.request")
            .description("How long requests took.")
            .serviceLevelObjectives(BUCKETS)
            .register(meters);
    private final Counter unreadableRecords = Counter.builder("avenant.registry.log.unreadable.records")
            .description("Records of the schemas topic that could not be read and were skipped.")
            .register(meters);
    private final Set<Binding> bindings = new LinkedHashSet<>();
    private boolean read;

    public RegistryMetrics() {
        bind(JvmMemoryMetrics::new);
        bind(JvmGcMetrics::new);
    }

    /** Counts a request by its method in capitals and its HTTP status; {@code nanos} is how long it took. */
    public void request(String method, int status, long nanos) {
        int kind = Math.max(0, METHODS.indexOf(method)) * STATUSES + Math.min(status, STATUSES - 1);
        Counter counter = requests.get(kind);
        if (counter == null) {
            counter = Counter.builder("schema.registry.requests")
                    .description("Requests by method and status.")
                    .tags("method", METHODS.get(kind / STATUSES), "status", Integer.toString(kind % STATUSES))
                    .register(meters);
            requests.set(kind, counter);
        }
        counter.increment();
        durations.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Counts a record of the log that could not be read. */
    public void unreadableRecord() {
        unreadableRecords.increment();
    }

    /** Shows how much the registry holds and whether it leads. */
    public void observe(Catalog catalog, BooleanSupplier leading) {
        gauge("schema.registry.subjects", "Subjects, deleted ones among them.", catalog, Catalog::countSubjects);
        gauge("schema.registry.versions", "Versions, deleted ones among them.", catalog, Catalog::countVersions);
        Gauge.builder("schema.registry.leader", leading, leads -> leads.getAsBoolean() ? 1 : 0)
                .description("1 on the registry that writes.")
                .strongReference(true)
                .register(meters);
    }

    private void gauge(String name, String description, Catalog catalog, ToDoubleFunction<Catalog> count) {
        Gauge.builder(name, catalog, count)
                .description(description)
                .strongReference(true)
                .register(meters);
    }

    /** What a binder measures, shown until it is closed; its Kafka client was closed, say. */
    public final class Binding implements AutoCloseable {

        private final Supplier<? extends MeterBinder> source;
        private @Nullable MeterBinder bound;

        private Binding(Supplier<? extends MeterBinder> source) {
            this.source = source;
        }

        private void bind() {
            MeterBinder binder = source.get();
            binder.bindTo(meters);
            bound = binder;
        }

        @Override
        public void close() {
            synchronized (RegistryMetrics.this) {
                if (bindings.remove(this)) {
                    unbind();
                }
            }
        }

        private void unbind() {
            if (bound instanceof AutoCloseable closeable) {
                try {
                    closeable.close();
                } catch (Exception failed) {
                    // What was measured is gone: the metrics go on without it.
                    LOG.debug("A metric's source could not be closed", failed);
                }
            }
        }
    }

    /** Shows what a binder measures; the binder is made when somebody reads the metrics for the first time. */
    public synchronized Binding bind(Supplier<? extends MeterBinder> binder) {
        Binding binding = new Binding(binder);
        bindings.add(binding);
        if (read) {
            binding.bind();
        }
        return binding;
    }

    /** Shows the metrics of a Kafka consumer. */
    public Binding bind(Consumer<?, ?> consumer) {
        return bind(() -> new KafkaClientMetrics(consumer));
    }

    /** Shows the metrics of a Kafka producer. */
    public Binding bind(Producer<?, ?> producer) {
        return bind(() -> new KafkaClientMetrics(producer));
    }

    /** Everything, in the text format of Prometheus. */
    public String scrape() {
        bindWaiting();
        return meters.scrape();
    }

    private synchronized void bindWaiting() {
        if (!read) {
            read = true;
            bindings.forEach(Binding::bind);
        }
    }

    @Override
    public synchronized void close() {
        bindings.forEach(Binding::unbind);
        bindings.clear();
        meters.close();
    }
}
