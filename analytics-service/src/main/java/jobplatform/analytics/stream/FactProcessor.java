package jobplatform.analytics.stream;

import dev.avenant.serde.errors.SerdeFailure;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes what may hold a fact, and passes the fact on under the id of its job.
 *
 * <p>What cannot be decoded is left out: the listener of the trail, which reads the same topics with the same serde, sends it
 * to the dead-letter topic. When it is mended and replayed, it comes here through the replay topic. What fails for another
 * reason, such as a registry that is away, ends the thread, which begins again at the same record.
 */
final class FactProcessor implements Processor<byte[], byte[], String, Fact> {

    private static final Logger LOG = LoggerFactory.getLogger(FactProcessor.class);

    private final Serde<SpecificRecord> events;
    private final UnknownSchemas unknownSchemas;
    private final Clock clock;
    private final StreamMetrics metrics;
    private @Nullable ProcessorContext<String, Fact> context;

    /**
     * @param events reads them; is closed with this
     * @param unknownSchemas which are not waited for any longer
     * @param clock says what is in the future
     * @param metrics counts what is left out
     */
    FactProcessor(Serde<SpecificRecord> events, UnknownSchemas unknownSchemas, Clock clock, StreamMetrics metrics) {
        this.events = events;
        this.unknownSchemas = unknownSchemas;
        this.clock = clock;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<String, Fact> context) {
        this.context = context;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (context == null) {
            throw new IllegalStateException("The processor decodes nothing before init");
        }
        byte[] value = record.value();
        if (value == null || !mayHoldFact(record.headers())) {
            return;
        }
        RecordMetadata place = context.recordMetadata().orElseThrow();
        Instant published = notInTheFuture(Instant.ofEpochMilli(record.timestamp()));
        Optional<Fact> fact = decode(place, record.headers(), value).flatMap(event -> EventFacts.of(event, published));
        if (fact.isPresent()) {
            // Without the headers of the event, which nobody asks for any more.
            context.forward(new Record<>(
                    fact.get().jobId().toString(), fact.get(), published.toEpochMilli(), new RecordHeaders()));
        }
    }

    /** What happened and what published it may be one machine, whose clock is wrong. */
    private Instant notInTheFuture(Instant published) {
        Instant now = clock.instant();
        return published.isAfter(now) ? now : published;
    }

    /** A producer that does not say what its events are is believed when one is decoded. */
    private static boolean mayHoldFact(Headers headers) {
        Header type = headers.lastHeader("ce_type");
        return type == null
                || type.value() == null
                || EventFacts.TYPES.contains(new String(type.value(), StandardCharsets.UTF_8));
    }

    private Optional<SpecificRecord> decode(RecordMetadata place, Headers headers, byte[] value) {
        try {
            // Not as a SpecificRecord: what its writer calls otherwise than any class here comes as something else.
            Deserializer<?> deserializer = events.deserializer();
            Object event = deserializer.deserialize(place.topic(), headers, value);
            return event instanceof SpecificRecord known ? Optional.of(known) : Optional.empty();
        } catch (RuntimeException failure) {
            if (!isFaultOfTheRecord(failure)) {
                throw failure;
            }
            metrics.leftOut(place.topic());
            LOG.warn(
                    "An event is not counted until its dead letter is replayed, because it cannot be read: {}-{} offset {}: {}",
                    place.topic(),
                    place.partition(),
                    place.offset(),
                    failure.toString());
            return Optional.empty();
        }
    }

    private boolean isFaultOfTheRecord(RuntimeException failure) {
        Optional<SerdeFailure> found = SerdeFailure.find(failure);
        return found.isPresent()
                && (found.get().kind() == SerdeFailure.Kind.UNKNOWN_SCHEMA_ID
                        ? unknownSchemas.isGivenUp(
                                String.valueOf(found.get().site().schemaId()))
                        : found.get().kind().isFaultOfTheRecord());
    }

    @Override
    public void close() {
        events.close();
    }
}
