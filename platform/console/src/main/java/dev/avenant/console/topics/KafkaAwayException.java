package dev.avenant.console.topics;

/** The cluster did not answer in time; the page says so and the next request tries again. */
public final class KafkaAwayException extends RuntimeException {

    public KafkaAwayException(String bootstrapServers, Throwable cause) {
        super("Kafka at " + bootstrapServers + " did not answer: " + reasonOf(cause), cause);
    }

    private static String reasonOf(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
