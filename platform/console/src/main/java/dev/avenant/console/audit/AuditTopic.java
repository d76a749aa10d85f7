package dev.avenant.console.audit;

import dev.avenant.console.kafka.KafkaConnection;
import dev.avenant.messaging.api.TopicNotFoundException;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.operations.events.EventSearch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** The topic that keeps the records of actions. It has to be there: no broker makes one with its own settings. */
final class AuditTopic {

    private static final Duration BUDGET = Duration.ofSeconds(4);

    private final String name;
    private final KafkaConnection kafka;
    private final Duration timeout;
    private @Nullable Producer<byte[], byte[]> producer;

    AuditTopic(String name, KafkaConnection kafka, Duration timeout) {
        this.name = name;
        this.kafka = kafka;
        this.timeout = timeout;
    }

    String name() {
        return name;
    }

    /**
     * Returns when Kafka has it.
     *
     * @throws AuditUnavailableException if Kafka does not take it in time
     */
    void write(String json) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(name, null, json.getBytes(StandardCharsets.UTF_8));
        record.headers().add("content-type", "application/cloudevents+json".getBytes(StandardCharsets.UTF_8));
        try {
            var unused = producer().send(record).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw unavailable(failed.getCause() == null ? failed : failed.getCause());
        } catch (TimeoutException | RuntimeException failed) {
            throw unavailable(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw unavailable(interrupted);
        }
    }

    private AuditUnavailableException unavailable(Throwable failed) {
        return new AuditUnavailableException(
                name, failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage());
    }

    private synchronized Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> open = producer;
        if (open == null) {
            kafka.ask(() -> {
                try (TopicReader reader = kafka.reader()) {
                    return reader.begins(name);
                }
            });
            open = kafka.replayProducer();
            producer = open;
        }
        return open;
    }

    /** The newest records, the newest first. */
    List<AuditRecord> newest(int most) {
        return kafka.ask(() -> {
            try (TopicReader reader = kafka.reader()) {
                return EventSearch.newest(reader, name, most, BUDGET).records().stream()
                        .flatMap(record -> AuditRecord.parse(record.value()).stream())
                        .toList();
            } catch (TopicNotFoundException none) {
                return List.of();
            }
        });
    }

    synchronized void close() {
        try {
            if (producer != null) {
                producer.close(Duration.ofSeconds(1));
            }
        } catch (KafkaException atTheEnd) {
            // what was sent was waited for
        }
    }
}
