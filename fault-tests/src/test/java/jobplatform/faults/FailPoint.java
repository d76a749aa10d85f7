package jobplatform.faults;

import java.util.List;

/**
 * The moments at which a fault is aimed: the entry or the exit of a method of the messaging starter. All names of its
 * code that these tests know are here, and {@code FailPointTest} fails when one of them is no longer there.
 */
enum FailPoint {
    OUTBOX_READ("between the read of the outbox and the send", "internal.outbox.OutboxTable", "next", Side.EXIT),
    SENT("between the relay's send and Kafka's commit", "internal.outbox.TopicSender", "commit", Side.ENTRY),
    KAFKA_COMMITTED("between Kafka's commit and the delete", "internal.outbox.OutboxTable", "delete", Side.ENTRY),
    DELETED("behind the delete", "internal.outbox.OutboxTable", "delete", Side.EXIT),
    LEASE_RUNS_OUT("while its lease runs out", "internal.outbox.RelayShare", "renew", Side.ENTRY),
    TAKES(
            "between taking shards over and having their former sender refused",
            "internal.outbox.RelayLease",
            "take",
            Side.EXIT),
    FORMER_REFUSED(
            "between having the former sender of shards refused and saying so",
            "internal.outbox.RelayShare",
            "confirm",
            Side.ENTRY),
    CONFIRMED(
            "between saying that shards are its own and the first read",
            "internal.outbox.RelayShare",
            "confirm",
            Side.EXIT),
    GIVES_BACK("before it gives shards back", "internal.outbox.RelayLease", "giveBack", Side.ENTRY),
    GAVE_BACK("behind giving shards back", "internal.outbox.RelayLease", "giveBack", Side.EXIT),
    EFFECT("between a handler's effect and its commit", "Subscription", "handle", Side.EXIT),
    HANDLED("between an effect's commit and the offset's", "internal.listener.RecordListener", "onMessage", Side.EXIT),
    DEAD_LETTER(
            "between storing a dead letter and the offset's commit",
            "internal.failure.DeadLetterPublisher",
            "publish",
            Side.EXIT),
    PARTITION_WAITS("while a partition waits", "internal.listener.PausingErrorHandler", "pause", Side.EXIT),
    REPLAY("in the middle of a replay", "internal.deadletters.ReplaySender", "send", Side.EXIT);

    private static final String CODE = "dev.avenant.messaging.";

    /** Which processes run that code; of several in one list, nobody knows which of them will come there. */
    List<List<String>> processes() {
        List<String> jobServices = List.of("job-service", PlatformDefinition.SECOND_JOB_SERVICE);
        return isOfTheRelay() ? List.of(List.of("user-service"), jobServices) : List.of(jobServices);
    }

    /** Whether a process comes there only when another one comes or goes. */
    boolean isOfAHandover() {
        return isOfATakeover() || this == GIVES_BACK || this == GAVE_BACK;
    }

    /** Whether a process comes there only when another one goes. */
    boolean isOfATakeover() {
        return this == TAKES || this == FORMER_REFUSED || this == CONFIRMED;
    }

    private boolean isOfTheRelay() {
        return type.startsWith(CODE + "internal.outbox.");
    }

    /** Whether before or after what the method does. */
    enum Side {
        ENTRY,
        EXIT
    }

    private final String moment;
    private final String type;
    private final String method;
    private final Side side;

    FailPoint(String moment, String type, String method, Side side) {
        this.moment = moment;
        this.type = CODE + type;
        this.method = method;
        this.side = side;
    }

    String type() {
        return type;
    }

    String method() {
        return method;
    }

    Side side() {
        return side;
    }

    @Override
    public String toString() {
        return moment;
    }
}
