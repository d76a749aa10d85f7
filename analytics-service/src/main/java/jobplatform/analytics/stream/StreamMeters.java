package jobplatform.analytics.stream;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.apache.kafka.streams.KafkaStreams;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;
import org.springframework.stereotype.Component;

/** Whether the stream runs, and how many changes came later than any that still counts: what Kafka Streams knows of itself. */
@Component
class StreamMeters implements MeterBinder {

    private static final String DROPPED = "dropped-records-total";

    private final StreamsBuilderFactoryBean stream;

    StreamMeters(StreamsBuilderFactoryBean stream) {
        this.stream = stream;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("jobplatform.figures.running", stream, StreamMeters::running)
                .description("1 while the stream runs, otherwise 0")
                .register(registry);
        FunctionCounter.builder("jobplatform.figures.late", stream, StreamMeters::late)
                .description("changes that are not counted since they came too late")
                .register(registry);
    }

    private static double running(StreamsBuilderFactoryBean stream) {
        KafkaStreams streams = stream.getKafkaStreams();
        return streams != null && streams.state() == KafkaStreams.State.RUNNING ? 1 : 0;
    }

    private static double late(StreamsBuilderFactoryBean stream) {
        KafkaStreams streams = stream.getKafkaStreams();
        if (streams == null) {
            return 0;
        }
        return streams.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals(DROPPED))
                .map(metric -> metric.getValue().metricValue())
                .filter(Number.class::isInstance)
                .mapToDouble(value -> ((Number) value).doubleValue())
                .sum();
    }
}
