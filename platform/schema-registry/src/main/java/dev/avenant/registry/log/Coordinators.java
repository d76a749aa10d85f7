package dev.avenant.registry.log;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;

/**
 * The brokers that coordinate the election and the transactions of the registries. A cluster in which nobody has asked for
 * one makes a topic for it first, on which whoever asks has to wait; so they are asked for while a registry reads its own
 * topic. Nobody needs the answers: whoever needs a coordinator asks again.
 */
final class Coordinators {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private Coordinators() {}

    /** Returns at once. */
    static void ask(Admin admin, KafkaLogSettings settings) {
        admin.describeConsumerGroups(List.of(settings.electionGroupId()));
        admin.describeTransactions(settings.transactionalIds());
    }

    /** Closes a client, in a thread of its own, when what it asked was answered or two seconds have passed. */
    static void closeWhenAnswered(Admin admin) {
        Thread closing = new Thread(() -> admin.close(LONGEST_WAIT), "registry-coordinators");
        closing.setDaemon(true);
        closing.start();
    }
}
