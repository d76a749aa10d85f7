package dev.avenant.messaging.internal.deadletters;

import dev.avenant.messaging.api.DeadLetter;
import dev.avenant.messaging.api.DeadLetterTopic;
import dev.avenant.messaging.api.TopicNotFoundException;
import dev.avenant.messaging.api.TopicReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts dead letters on the replay topic: fetches many at a time from their topic, and sends them in the order that is asked for. */
final class ReplaySender {

    private static final Logger LOG = LoggerFactory.getLogger(ReplaySender.class);

    /** Of the letters of a step that are fetched together; what is beyond is fetched one by one. */
    private static final long FETCHED_BYTES = 16L * 1024 * 1024;

    private final LetterProducer producer;
    private final String group;

    ReplaySender(LetterProducer producer, String group) {
        this.producer = producer;
        this.group = group;
    }

    /**
     * What became of letters that were to be sent; those that are in neither list are to be tried again.
     *
     * @param sent those that are on the replay topic
     * @param gone those that are not at their places any more, or that Kafka never takes
     * @param failure why Kafka did not take one; null when it took all
     */
    record Outcome(
            List<UUID> sent, List<UUID> gone, @Nullable String failure) {}

    /** Sends letters as they are, and returns when Kafka has answered for each. */
    Outcome send(List<DeadLetterTable.Found> letters, TopicReader reader) {
        return send(letters, reader, UnaryOperator.identity());
    }

    /** Sends letters, each as the change makes it. */
    Outcome send(
            List<DeadLetterTable.Found> letters,
            TopicReader reader,
            UnaryOperator<ProducerRecord<byte[], byte[]>> change) {
        Map<UUID, DeadLetter> fetched = fetch(letters, reader);
        Map<UUID, Future<RecordMetadata>> sending = new LinkedHashMap<>();
        Outcome outcome = new Outcome(new ArrayList<>(), new ArrayList<>(), null);
        Producer<byte[], byte[]> current = producer.get();
        for (DeadLetterTable.Found wanted : letters) {
            Optional<DeadLetter> letter =
                    Optional.ofNullable(fetched.remove(wanted.id())).or(() -> find(wanted, reader));
            if (letter.isPresent()) {
                sending.put(wanted.id(), current.send(change.apply(letter.get().replay())));
            } else {
                LOG.atWarn()
                        .addKeyValue("topic", topicOf(wanted))
                        .log(
                                "Letter {} is not at {} any more",
                                wanted.id(),
                                wanted.view().letter());
                outcome.gone().add(wanted.id());
            }
        }
        return answered(sending, outcome);
    }

    /** The letter at its place. In a topic that was deleted and made again another one may lie there. */
    Optional<DeadLetter> find(DeadLetterTable.Found wanted, TopicReader reader) {
        try {
            return reader.at(topicOf(wanted), wanted.letterPartition(), wanted.letterOffset())
                    .filter(DeadLetter::isLetter)
                    .map(DeadLetter::new)
                    .filter(found -> found.id().equals(wanted.id()));
        } catch (TopicNotFoundException gone) {
            return Optional.empty();
        }
    }

    private Map<UUID, DeadLetter> fetch(List<DeadLetterTable.Found> letters, TopicReader reader) {
        Map<String, Map<Integer, TreeSet<Long>>> places = new TreeMap<>();
        for (DeadLetterTable.Found letter : letters) {
            places.computeIfAbsent(topicOf(letter), topic -> new HashMap<>())
                    .computeIfAbsent(letter.letterPartition(), partition -> new TreeSet<>())
                    .add(letter.letterOffset());
        }
        Map<UUID, DeadLetter> fetched = new HashMap<>();
        long[] bytes = {0};
        places.forEach((topic, offsets) -> {
            try {
                reader.forEachAt(topic, offsets, record -> {
                    bytes[0] += Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
                    if (DeadLetter.isLetter(record) && bytes[0] < FETCHED_BYTES) {
                        DeadLetter letter = new DeadLetter(record);
                        fetched.put(letter.id(), letter);
                    }
                });
            } catch (TopicNotFoundException gone) {
                LOG.atWarn().addKeyValue("topic", topic).log("The dead-letter topic is not there any more");
            }
        });
        return fetched;
    }

    private static Outcome answered(Map<UUID, Future<RecordMetadata>> sending, Outcome outcome) {
        String failure = null;
        for (Map.Entry<UUID, Future<RecordMetadata>> sent : sending.entrySet()) {
            try {
                var unused = sent.getValue().get();
                outcome.sent().add(sent.getKey());
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof RecordTooLargeException tooLarge) {
                    LOG.atWarn().log("Kafka never takes the replay of {}: {}", sent.getKey(), tooLarge.getMessage());
                    outcome.gone().add(sent.getKey());
                } else {
                    failure = "Kafka did not take the replay of " + sent.getKey() + ": " + failed.getCause();
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return new Outcome(outcome.sent(), outcome.gone(), "The service stopped");
            }
        }
        return new Outcome(outcome.sent(), outcome.gone(), failure);
    }

    private String topicOf(DeadLetterTable.Found letter) {
        return DeadLetterTopic.of(letter.topic(), group).name();
    }
}
