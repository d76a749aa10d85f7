package dev.avenant.messaging.internal.listener;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.avenant.messaging.EventContext;
import dev.avenant.messaging.Subscription;
import dev.avenant.messaging.api.HistoryReplay;
import dev.avenant.messaging.internal.Envelope;
import dev.avenant.messaging.internal.EventCodec;
import dev.avenant.messaging.internal.failure.FailureClassifier;
import dev.avenant.messaging.internal.failure.WrongTypeException;
import dev.avenant.messaging.internal.inbox.Message;
import dev.avenant.messaging.internal.inbox.Origin;
import dev.avenant.messaging.internal.inbox.TopicIds;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Finds the event of a subscription in the raw bytes of a record. */
final class EventReader {

    private final Subscription subscription;
    private final EventCodec codec;
    private final TopicIds topicIds;

    EventReader(Subscription subscription, EventCodec codec, TopicIds topicIds) {
        this.subscription = subscription;
        this.codec = codec;
        this.topicIds = topicIds;
    }

    Subscription subscription() {
        return subscription;
    }

    /** Where the record was published first. */
    Origin originOf(ConsumerRecord<byte[], byte[]> record) {
        topicIds.read(record);
        return Origin.of(record, subscription.topic());
    }

    /** The same, with the id of its topic, as far as Kafka says it now. */
    Origin complete(Origin origin) {
        return topicIds.completeIfPossible(origin);
    }

    /**
     * The event in the record, if there is one for the subscription. Throws whatever a hostile record brings about; {@link
     * FailureClassifier#ofReading} knows what it means.
     */
    Reading read(ConsumerRecord<byte[], byte[]> record, Origin origin) {
        byte[] value = record.value();
        if (value == null && (record.key() == null || !subscription.handlesTombstones())) {
            return Reading.NO_VALUE;
        }
        Envelope envelope = Envelope.of(record.headers());
        if (value == null) {
            return Reading.of(incoming(null, record, origin, envelope));
        }
        String declared = envelope.type();
        String type = declared == null ? codec.typeOf(origin.topic(), record.headers(), value) : declared;
        Optional<Class<? extends SpecificRecord>> wanted =
                declared == null ? subscription.eventNamed(type) : subscription.eventOfType(type);
        if (wanted.isEmpty()) {
            return Reading.skipped(type);
        }
        GenericContainer event = codec.decode(origin.topic(), record.headers(), value);
        String actual = event.getSchema().getFullName();
        if (!SpecificData.get().getSchema(wanted.get()).getFullName().equals(actual)) {
            throw new WrongTypeException(type, actual);
        }
        return Reading.of(incoming((SpecificRecord) event, record, origin, envelope));
    }

    private IncomingEvent incoming(
            @Nullable SpecificRecord event, ConsumerRecord<byte[], byte[]> record, Origin origin, Envelope envelope) {
        Message message = message(record, origin, envelope);
        EventContext context = context(record, origin, envelope, message.id());
        Message toHandle = isOnReplayTopic(record)
                ? HistoryReplay.runOf(record.headers()).map(message::again).orElse(message)
                : message;
        return new IncomingEvent(event, toHandle, context);
    }

    /** On the topic itself nothing that a record says of a replay counts. */
    private boolean isOnReplayTopic(ConsumerRecord<byte[], byte[]> record) {
        return !record.topic().equals(subscription.topic());
    }

    private Message message(ConsumerRecord<byte[], byte[]> record, Origin origin, Envelope envelope) {
        String content = Message.contentHash(record);
        String id = envelope.id();
        if (id == null) {
            Message.Formerly formerly =
                    new Message.Formerly(origin.formerPlace(), Instant.ofEpochMilli(origin.timestamp()));
            return new Message(Message.BY_PLACE, topicIds.complete(origin).place(), content, formerly);
        }
        String source = envelope.source();
        return new Message(source == null ? "" : source, id, content, null);
    }

    private static EventContext context(
            ConsumerRecord<byte[], byte[]> record, Origin origin, Envelope envelope, String messageId) {
        byte[] key = record.key();
        Instant time = envelope.time();
        Instant timestamp = Instant.ofEpochMilli(origin.timestamp());
        RecordHeaders headers = new RecordHeaders(record.headers());
        headers.setReadOnly();
        return new EventContext(
                messageId,
                origin.topic(),
                origin.partition(),
                origin.offset(),
                key == null ? null : new String(key, UTF_8),
                time == null ? timestamp : time,
                timestamp,
                headers);
    }
}
