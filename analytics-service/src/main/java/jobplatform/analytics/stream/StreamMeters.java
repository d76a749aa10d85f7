package jobplatform.analytics.stream;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.apache.kafka.streams.KafkaStreams;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;
import org.springframework.stereotype.Component;

/** Whether the stream runs. */
@Component
class StreamMeters implements MeterBinder {

    private final StreamsBuilderFactoryBean stream;

    StreamMeters(StreamsBuilderFactoryBean stream) {
        this.stream = stream;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("jobplatform.figures.running", stream, StreamMeters::running)
                .description("1 while the stream runs, otherwise 0")
                .register(registry);
    }

    private static double running(StreamsBuilderFactoryBean stream) {
        KafkaStreams streams = stream.getKafkaStreams();
        return streams != null && streams.state() == KafkaStreams.State.RUNNING ? 1 : 0;
    }
}
