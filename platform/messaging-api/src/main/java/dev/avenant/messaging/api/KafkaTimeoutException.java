package dev.avenant.messaging.api;

import java.time.Duration;
import org.apache.kafka.common.KafkaException;

/** Kafka did not answer in time: no broker can be reached, or none goes on. Nobody tries again; the caller may. */
public final class KafkaTimeoutException extends KafkaException {

    private static final long serialVersionUID = 1L;

    KafkaTimeoutException(String bootstrapServers, Duration timeout, String doing) {
        super("Kafka at " + bootstrapServers + " did not answer within " + seconds(timeout) + " s while " + doing
                + ". Check that it runs and can be reached from here");
    }

    private static String seconds(Duration timeout) {
        double seconds = timeout.toMillis() / 1000.0;
        return seconds == Math.rint(seconds) ? String.valueOf((long) seconds) : String.valueOf(seconds);
    }
}
