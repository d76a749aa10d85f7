package dev.avenant.console.kafka;

import dev.avenant.console.AccessRefusedException;
import dev.avenant.console.Messages;
import dev.avenant.console.TranslatedException;
import dev.avenant.console.cluster.Cluster;
import dev.avenant.text.Sentence;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/** The cluster did not answer in time; the page says so and the next request tries again. */
public final class KafkaAwayException extends TranslatedException {

    private KafkaAwayException(Sentence said, Throwable cause) {
        super(said, cause);
    }

    /** What to throw for a failure of a Kafka client: this, or that it does not take the console's credentials. */
    public static RuntimeException of(Cluster cluster, Throwable failed) {
        String bootstrapServers = cluster.settings().bootstrapServers();
        Sentence reason = reason(cluster, failed);
        return failed instanceof AuthenticationException || failed instanceof AuthorizationException
                ? new AccessRefusedException(
                        Messages.of("problem.kafka-refused", bootstrapServers, reason),
                        cluster.setting("kafka"),
                        failed)
                : new KafkaAwayException(Messages.of("problem.kafka-away", bootstrapServers, reason), failed);
    }

    private static Sentence reason(Cluster cluster, Throwable failed) {
        // Either the client gives up first or whoever waits for it.
        if (failed instanceof TimeoutException || failed instanceof org.apache.kafka.common.errors.TimeoutException) {
            return Messages.of(
                    "problem.kafka-silent",
                    String.valueOf(cluster.settings().timeout().toMillis()));
        }
        return Sentence.quoting(
                failed.getMessage() == null
                        ? failed.getClass().getSimpleName()
                        : failed.getMessage().replaceFirst("\\.$", ""));
    }
}
