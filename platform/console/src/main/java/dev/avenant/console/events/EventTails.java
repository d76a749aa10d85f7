package dev.avenant.console.events;

import dev.avenant.console.access.Access;
import dev.avenant.console.cluster.PerCluster;
import dev.avenant.console.kafka.KafkaConnection;
import dev.avenant.console.registry.RegistryQuestions;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.operations.events.DecodedValues;
import dev.avenant.operations.events.EventQuery;
import dev.avenant.operations.events.EventTail;
import dev.avenant.operations.events.Unevaluated;
import dev.avenant.operations.events.WireFormat;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Follows topics from their end on, for as many people at once as a console has room for. Throws {@link
 * dev.avenant.console.kafka.KafkaAwayException}; nobody retries.
 */
@PerCluster
public class EventTails {

    private static final int MOST = 24;
    private static final int MOST_OF_ONE = 3;
    private static final Duration STEP = Duration.ofSeconds(1);

    /** How many records of a second are shown. */
    public static final int MOST_IN_A_STEP = 50;

    private final KafkaConnection kafka;
    private final RegistryQuestions registry;
    private final Access access;
    private final EventValues values;
    private final Map<String, Integer> open = new HashMap<>();

    EventTails(KafkaConnection kafka, RegistryQuestions registry, Access access, EventValues values) {
        this.kafka = kafka;
        this.registry = registry;
        this.access = access;
        this.values = values;
    }

    /**
     * Begins to follow a topic; the caller closes what is given.
     *
     * @throws dev.avenant.console.access.UnseenTopicException if it may not be seen
     * @throws dev.avenant.messaging.api.TopicNotFoundException if there is none
     * @throws TooManyTailsException if too many are followed already
     */
    public Tail open(String topic, EventQuery query) {
        access.requireTopic(topic);
        String who = access.countedAs();
        take(who);
        TopicReader reader = null;
        try {
            TopicReader opened = kafka.reader();
            reader = opened;
            DecodedValues decoded =
                    registry.with(client -> new DecodedValues(new WireFormat(client), access::isPersonalDataMasked));
            return new Tail(topic, who, opened, kafka.ask(() -> new EventTail(opened, topic, query, decoded)));
        } catch (RuntimeException | Error failed) {
            if (reader != null) {
                reader.close();
            }
            giveBack(who);
            throw failed;
        }
    }

    private synchronized void take(String who) {
        int all = open.values().stream().mapToInt(Integer::intValue).sum();
        if (open.getOrDefault(who, 0) >= MOST_OF_ONE) {
            throw new TooManyTailsException(MOST_OF_ONE);
        }
        if (all >= MOST) {
            throw new TooManyTailsException(MOST);
        }
        open.merge(who, 1, Integer::sum);
    }

    private synchronized void giveBack(String who) {
        open.computeIfPresent(who, (name, count) -> count == 1 ? null : Integer.valueOf(count - 1));
    }

    /** A topic that is followed, by one thread. What it shows is asked for anew at each step, for whom the thread works. */
    public final class Tail implements AutoCloseable {

        private final String topic;
        private final String who;
        private final TopicReader reader;
        private final EventTail tail;
        private boolean isClosed;

        private Tail(String topic, String who, TopicReader reader, EventTail tail) {
            this.topic = topic;
            this.who = who;
            this.reader = reader;
            this.tail = tail;
        }

        /**
         * What came in about a second.
         *
         * @throws dev.avenant.console.access.UnseenTopicException if it may not be seen any more
         */
        public EventTail.Step next() {
            access.requireTopic(topic);
            return kafka.ask(() -> tail.next(MOST_IN_A_STEP, STEP));
        }

        /** Records of it as they are shown, with values of at most that many characters. */
        public List<EventValues.Event> lines(List<ConsumerRecord<byte[], byte[]>> records, int most) {
            return values.lines(records, most);
        }

        public Optional<Unevaluated> unevaluated() {
            return tail.unevaluated();
        }

        @Override
        public void close() {
            if (!isClosed) {
                isClosed = true;
                reader.close();
                giveBack(who);
            }
        }
    }
}
