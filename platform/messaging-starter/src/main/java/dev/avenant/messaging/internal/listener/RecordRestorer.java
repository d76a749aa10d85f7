package dev.avenant.messaging.internal.listener;

import dev.avenant.messaging.api.DeadLetter;
import dev.avenant.messaging.api.DeadLetterHeaders;
import dev.avenant.messaging.api.DeadLetterTopic;
import dev.avenant.messaging.api.LetterParts;
import dev.avenant.messaging.api.PackedRecord;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.messaging.internal.failure.Failure;
import dev.avenant.messaging.internal.failure.FailureHandler;
import dev.avenant.messaging.internal.inbox.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.springframework.kafka.listener.MessageListener;

/**
 * Puts a replayed record together again that its dead letter holds in parts, before the listener of the subscription gets
 * it. The parts are fetched from the dead-letter topic, so the replay topic need not hold what is too large for one record.
 */
final class RecordRestorer {

    private final Supplier<TopicReader> readers;
    private final String group;
    private final FailureHandler failures;

    RecordRestorer(Supplier<TopicReader> readers, String group, FailureHandler failures) {
        this.readers = readers;
        this.group = group;
        this.failures = failures;
    }

    /** The listener of the topic, which gets whole records alone. */
    MessageListener<byte[], byte[]> before(MessageListener<byte[], byte[]> listener, String topic) {
        return record -> {
            Optional<LetterParts> parts =
                    record.topic().equals(topic) ? Optional.empty() : new DeadLetter(record).parts();
            if (parts.isEmpty()) {
                listener.onMessage(record);
                return;
            }
            restore(record, topic, parts.get()).ifPresent(listener::onMessage);
        };
    }

    /** Empty when it was lost, and that was dealt with. */
    private Optional<ConsumerRecord<byte[], byte[]>> restore(
            ConsumerRecord<byte[], byte[]> record, String topic, LetterParts parts) {
        Failure failure;
        try {
            return Optional.of(restored(record, DeadLetterTopic.of(topic, group), parts));
        } catch (IOException lost) {
            failure = new Failure(Failure.Remedy.DEAD_LETTER, "INCOMPLETE_DEAD_LETTER", lost);
        } catch (KafkaException away) {
            failure = new Failure(Failure.Remedy.WAIT, "DEAD_LETTER_UNAVAILABLE", away);
        } catch (Throwable thrown) {
            failure = failures.classifier().ofReading(thrown);
        }
        failures.handle(record, Origin.of(record, topic), failure);
        return Optional.empty();
    }

    private ConsumerRecord<byte[], byte[]> restored(
            ConsumerRecord<byte[], byte[]> record, DeadLetterTopic deadLetters, LetterParts parts) throws IOException {
        PackedRecord packed;
        try (TopicReader reader = readers.get();
                InputStream bytes = reader.parts(deadLetters, parts)) {
            packed = PackedRecord.unpack(bytes, Runtime.getRuntime().maxMemory() / 4);
        }
        Headers headers = packed.headers();
        for (Header header : record.headers()) {
            if (DeadLetterHeaders.isName(header.key()) && !DeadLetterHeaders.saysWhereTheBytesAre(header.key())) {
                headers.add(header);
            }
        }
        return new ConsumerRecord<>(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.timestampType(),
                record.serializedKeySize(),
                record.serializedValueSize(),
                packed.key(),
                packed.value(),
                headers,
                record.leaderEpoch());
    }
}
