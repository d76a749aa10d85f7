package dev.avenant.messaging.internal.deadletters;

import dev.avenant.messaging.Subscription;
import dev.avenant.messaging.api.DeadLetter;
import dev.avenant.messaging.api.DeadLetterHeaders;
import dev.avenant.messaging.api.DeadLetterTopic;
import dev.avenant.messaging.api.PackedRecord;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.messaging.internal.Envelope;
import dev.avenant.messaging.internal.EventCodec;
import dev.avenant.messaging.internal.JsonNotWrittenException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Makes the replay of a dead letter with another event in it, written with a schema that the registry holds. */
final class LetterEditor {

    private final EventCodec codec;
    private final List<Subscription> subscriptions;

    LetterEditor(EventCodec codec, List<Subscription> subscriptions) {
        this.codec = codec;
        this.subscriptions = List.copyOf(subscriptions);
    }

    /**
     * What somebody wants the letter to hold.
     *
     * @param value the event in JSON
     * @param schemaVersion of its subject; null for the latest
     * @param type the full name of the event's record; null for that of the letter
     */
    record Edit(
            Map<String, Object> value,
            @Nullable Integer schemaVersion,
            @Nullable String type) {

        /** For whoever reads later what was done. */
        String words() {
            return "value written anew with version " + (schemaVersion == null ? "latest" : schemaVersion)
                    + " of its schema, fields " + value.keySet();
        }
    }

    /**
     * The replay with the letter's key, headers and identity, and that value.
     *
     * @param topic the topic on which the record was published first
     * @throws LetterRefusedException if the value does not fit its schema, or nobody knows which that is
     */
    ProducerRecord<byte[], byte[]> edit(DeadLetter letter, String topic, Edit edit, TopicReader reader) {
        ProducerRecord<byte[], byte[]> replay = whole(letter, topic, reader);
        String type = Optional.ofNullable(edit.type())
                .or(() -> declaredType(replay.headers(), topic))
                .or(() -> writtenType(replay, topic))
                .or(() -> onlyType(topic))
                .orElseThrow(
                        () -> new LetterRefusedException("Expected the full name of the event's record (type) since"
                                + " the letter does not say it, but found none"));
        try {
            byte[] value = codec.encodeJson(topic, type, edit.schemaVersion(), edit.value());
            return new ProducerRecord<>(replay.topic(), null, replay.key(), value, replay.headers());
        } catch (JsonNotWrittenException unfit) {
            throw new LetterRefusedException(String.valueOf(unfit.getMessage()));
        }
    }

    private static ProducerRecord<byte[], byte[]> whole(DeadLetter letter, String topic, TopicReader reader) {
        ProducerRecord<byte[], byte[]> replay = letter.replay();
        if (letter.parts().isEmpty()) {
            return replay;
        }
        DeadLetterTopic letters = new DeadLetterTopic(letter.record().topic());
        try (InputStream bytes = reader.parts(letters, letter.parts().get())) {
            PackedRecord packed =
                    PackedRecord.unpack(bytes, Runtime.getRuntime().maxMemory() / 4);
            Headers headers = packed.headers();
            for (Header header : replay.headers()) {
                if (DeadLetterHeaders.isName(header.key()) && !DeadLetterHeaders.saysWhereTheBytesAre(header.key())) {
                    headers.add(header);
                }
            }
            return new ProducerRecord<>(replay.topic(), null, packed.key(), packed.value(), headers);
        } catch (IOException lost) {
            throw new LetterRefusedException(
                    "Expected the parts of the letter of " + topic + " but they are gone: " + lost.getMessage());
        }
    }

    private Optional<String> declaredType(Headers headers, String topic) {
        try {
            String declared = Envelope.of(headers).type();
            return declared == null
                    ? Optional.empty()
                    : subscription(topic)
                            .flatMap(subscription -> subscription.eventOfType(declared))
                            .map(LetterEditor::nameOf)
                            .or(() -> Optional.of(declared));
        } catch (RuntimeException malformed) {
            return Optional.empty();
        }
    }

    private Optional<String> writtenType(ProducerRecord<byte[], byte[]> replay, String topic) {
        try {
            return Optional.of(codec.typeOf(topic, replay.headers(), replay.value()));
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    private Optional<String> onlyType(String topic) {
        return subscription(topic)
                .map(Subscription::events)
                .filter(events -> events.size() == 1)
                .map(events -> nameOf(events.get(0)));
    }

    private Optional<Subscription> subscription(String topic) {
        return subscriptions.stream()
                .filter(subscription -> subscription.topic().equals(topic))
                .findFirst();
    }

    private static String nameOf(Class<? extends SpecificRecord> event) {
        return SpecificData.get().getSchema(event).getFullName();
    }
}
