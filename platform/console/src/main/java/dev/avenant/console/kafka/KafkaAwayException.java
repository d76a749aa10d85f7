package dev.avenant.console.kafka;

import dev.avenant.console.AccessRefusedException;
import dev.avenant.console.cluster.Cluster;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/** The cluster did not answer in time; the page says so and the next request tries again. */
public final class KafkaAwayException extends RuntimeException {

    private KafkaAwayException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What to throw for a failure of a Kafka client: this, or that it does not take the console's credentials. */
    public static RuntimeException of(Cluster cluster, Throwable failed) {
        String bootstrapServers = cluster.settings().bootstrapServers();
        String reason = reason(cluster, failed);
        return failed instanceof AuthenticationException || failed instanceof AuthorizationException
                ? new AccessRefusedException(
                        "Kafka at " + bootstrapServers + " refused access: " + reason, cluster.setting("kafka"), failed)
                : new KafkaAwayException("Kafka at " + bootstrapServers + " did not answer: " + reason, failed);
    }

    private static String reason(Cluster cluster, Throwable failed) {
        if (failed instanceof TimeoutException) {
            return "nothing came within " + cluster.settings().timeout().toMillis() + " ms";
        }
        return failed.getMessage() == null
                ? failed.getClass().getSimpleName()
                : failed.getMessage().replaceFirst("\\.$", "");
    }
}
