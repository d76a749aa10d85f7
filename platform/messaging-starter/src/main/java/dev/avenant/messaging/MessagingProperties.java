package dev.avenant.messaging;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings under {@code avenant.messaging}.
 *
 * @param source who publishes: the {@code ce_source} of every event
 * @param groupId the consumer group of every subscription, also part of its dead-letter and replay topics' names
 * @param schemaRegistryUrl the registry's root; several, separated by commas, are tried in turn
 * @param registry more settings for reaching it, by the serde's names, such as {@code basic.auth.user.info}
 * @param serializer the class that writes events in Confluent's wire format, with Confluent's settings
 * @param deserializer the class that reads them
 * @param concurrency how many threads read each subscription
 * @param startupTimeout how long to wait at start-up for the registry before giving up
 * @param logEventKeys whether the keys of events, which may be personal data, are in the context of log lines
 * @param outbox how the outbox is emptied
 * @param inbox how long handled messages are remembered
 * @param retry how failures are tried again
 * @param deadLetters how dead letters are replayed, and what waits behind them
 * @param circuitBreaker when a subscription stops rather than sending most of its topic to the dead-letter topic
 * @param tables where the tables are, and who makes them
 * @param subscriptions what is otherwise for the subscription to a topic, by the topic's name
 */
@ConfigurationProperties(prefix = "avenant.messaging", ignoreUnknownFields = false)
public record MessagingProperties(
        @DefaultValue("") String source,
        @DefaultValue("") String groupId,
        @DefaultValue("http://localhost:8081") String schemaRegistryUrl,
        @DefaultValue Map<String, String> registry,

        @DefaultValue("dev.avenant.serde.KafkaAvroSerializer")
        String serializer,

        @DefaultValue("dev.avenant.serde.KafkaAvroDeserializer")
        String deserializer,

        @DefaultValue("1") int concurrency,
        @DefaultValue("30s") Duration startupTimeout,
        @DefaultValue("false") boolean logEventKeys,
        @DefaultValue OutboxSettings outbox,
        @DefaultValue InboxSettings inbox,
        @DefaultValue RetrySettings retry,
        @DefaultValue DeadLetterSettings deadLetters,
        @DefaultValue CircuitBreakerSettings circuitBreaker,
        @DefaultValue TablesSettings tables,
        @DefaultValue Map<String, SubscriptionSettings> subscriptions) {

    public MessagingProperties {
        registry = Map.copyOf(registry);
        subscriptions = Map.copyOf(subscriptions);
        requireText("source", source);
        requireText("group-id", groupId);
        requireText("schema-registry-url", schemaRegistryUrl);
        requireText("serializer", serializer);
        requireText("deserializer", deserializer);
        requireAtLeast("concurrency", concurrency, 1);
        requirePositive("startup-timeout", startupTimeout);
    }

    /**
     * How the outbox is emptied.
     *
     * @param enabled whether this process runs a relay; appending works either way
     * @param batchSize how many events of a topic are sent in one transaction of Kafka at most
     * @param batchBytes how many bytes of events are read at a time at most; one that is larger is sent alone
     * @param pollInterval how long at most an event waits when the database's wake-up call was lost
     * @param leaseDuration how long a process that says nothing keeps other processes from relaying
     * @param maxEventBytes how large a serialised event may be, headers included
     * @param maxSize how many events may wait, roughly; more are refused until a tenth of that is free
     * @param maxBytes how many bytes of keys and payloads may wait, roughly; the same
     * @param linger how long after a small batch the next one is begun at the earliest, so that it holds more events; the first
     *     event after all topics have rested for so long waits for nothing. Zero to send what there is
     */
    public record OutboxSettings(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("10000") int batchSize,
            @DefaultValue("4000000") int batchBytes,
            @DefaultValue("1s") Duration pollInterval,
            @DefaultValue("10s") Duration leaseDuration,
            @DefaultValue("1000000") int maxEventBytes,
            @DefaultValue("1000000") int maxSize,
            @DefaultValue("10000000000") long maxBytes,
            @DefaultValue("0ms") Duration linger) {

        public OutboxSettings {
            requireAtLeast("outbox.batch-size", batchSize, 1);
            requireAtLeast("outbox.batch-bytes", batchBytes, 1);
            requirePositive("outbox.poll-interval", pollInterval);
            requirePositive("outbox.lease-duration", leaseDuration);
            requireAtLeast("outbox.max-event-bytes", maxEventBytes, 1);
            requireAtLeast("outbox.max-size", maxSize, 1);
            requireAtLeast("outbox.max-bytes", maxBytes, 1);
            requireNotNegative("outbox.linger", linger);
        }
    }

    /**
     * How long handled messages are remembered.
     *
     * @param retention how long handled messages are remembered: longer than the topics keep their records
     */
    public record InboxSettings(@DefaultValue("90d") Duration retention) {

        public InboxSettings {
            requirePositive("inbox.retention", retention);
        }
    }

    /**
     * How failures are tried again.
     *
     * @param attempts how often an event is tried whose handler fails for an unknown reason
     * @param initialInterval the first wait of a partition; each further one is twice as long
     * @param maxInterval the longest wait of a partition between two tries
     * @param unknownSchemaGrace how long a schema id may be unknown to the registry before the record counts as bad
     * @param unreadableGrace how long a record is fetched again that the consumer itself cannot read
     * @param maxWait how long a partition may wait for what is away; null for as long as it takes
     * @param onMaxWait what becomes of a partition that has waited so long
     */
    public record RetrySettings(
            @DefaultValue("3") int attempts,
            @DefaultValue("200ms") Duration initialInterval,
            @DefaultValue("10s") Duration maxInterval,
            @DefaultValue("30s") Duration unknownSchemaGrace,
            @DefaultValue("1m") Duration unreadableGrace,
            @Nullable Duration maxWait,
            @DefaultValue("stop") OnMaxWait onMaxWait) {

        public RetrySettings {
            requireAtLeast("retry.attempts", attempts, 1);
            requirePositive("retry.initial-interval", initialInterval);
            requirePositive("retry.max-interval", maxInterval);
            requireNotNegative("retry.unknown-schema-grace", unknownSchemaGrace);
            requireNotNegative("retry.unreadable-grace", unreadableGrace);
            if (maxWait != null) {
                requirePositive("retry.max-wait", maxWait);
            }
        }
    }

    /** What becomes of a partition that has waited for {@code retry.max-wait}. */
    public enum OnMaxWait {
        /** It stays where it is until the service starts again or another one takes it over; its health is down. */
        STOP,
        /** Its record goes to the dead-letter topic, and it goes on with the next one. */
        DEAD_LETTER
    }

    /**
     * How dead letters are replayed, and what waits behind them.
     *
     * @param maxAttempts how often a record may fail before only a replay of it alone takes it, and no replay of many
     * @param parking whether the events of each subscription wait behind a dead letter of their key until it is resolved or
     *     dropped
     */
    public record DeadLetterSettings(
            @DefaultValue("10") int maxAttempts,
            @DefaultValue("false") boolean parking) {

        public DeadLetterSettings {
            requireAtLeast("dead-letters.max-attempts", maxAttempts, 1);
        }
    }

    /**
     * When a subscription stops rather than sending most of its topic to the dead-letter topic.
     *
     * @param failureShare the share of the last records, more than 0 and at most 1, from which on it stops; null for never
     * @param window how many of the last records of the topic count
     * @param minimum how many records there must be before any share counts
     * @param pause how long it stops until it tries one record
     */
    public record CircuitBreakerSettings(
            @Nullable Double failureShare,
            @DefaultValue("100") int window,
            @DefaultValue("20") int minimum,
            @DefaultValue("1m") Duration pause) {

        public CircuitBreakerSettings {
            require(
                    failureShare == null || (failureShare > 0 && failureShare <= 1),
                    "circuit-breaker.failure-share",
                    "be more than 0 and at most 1",
                    failureShare);
            requireAtLeast("circuit-breaker.window", window, 1);
            requireAtLeast("circuit-breaker.minimum", minimum, 1);
            requirePositive("circuit-breaker.pause", pause);
        }
    }

    /**
     * What is otherwise for one subscription.
     *
     * @param retry in what its retries differ; null when in nothing
     */
    public record SubscriptionSettings(@Nullable RetryOverrides retry) {}

    /**
     * Where the tables are, and who makes them.
     *
     * @param create whether a service that starts creates the schema and the tables, and changes them for its version;
     *     otherwise it only looks whether they are as it needs them
     * @param schema the schema of the database in which the tables are
     */
    public record TablesSettings(
            @DefaultValue("true") boolean create,
            @DefaultValue("avenant") String schema) {

        private static final Pattern NAME = Pattern.compile("(?!pg_)[A-Za-z_][A-Za-z0-9_-]{0,62}");

        public TablesSettings {
            require(
                    NAME.matcher(schema).matches(),
                    "tables.schema",
                    "be a name of at most 63 letters, digits, _ and -, beginning with a letter or _ and not with pg_",
                    schema);
        }
    }

    private static void requireText(String name, String value) {
        require(!value.isBlank(), name, "be set", null);
    }

    private static void requireAtLeast(String name, long value, long least) {
        require(value >= least, name, "be at least " + least, value);
    }

    private static void requireNotNegative(String name, Duration value) {
        require(!value.isNegative(), name, "not be negative", value);
    }

    private static void requirePositive(String name, Duration value) {
        require(!value.isNegative() && !value.isZero(), name, "be positive", value);
    }

    /** @param found null where there is nothing to show */
    private static void require(boolean isRight, String name, String expected, @Nullable Object found) {
        if (!isRight) {
            throw new MessagingConfigurationException(
                    "avenant.messaging." + name + " must " + expected + (found == null ? "" : " but was " + found),
                    "Correct it in the configuration of the service; docs/messaging.md (\"Settings\") lists all settings.");
        }
    }
}
