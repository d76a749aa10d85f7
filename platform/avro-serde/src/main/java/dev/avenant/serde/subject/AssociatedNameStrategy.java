package dev.avenant.serde.subject;

import java.util.Locale;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The subject that the registry associates with the topic, which the serde asks for once for each topic; and where it
 * associates none, the subject that another strategy names. The settings are Confluent's:
 *
 * <ul>
 *   <li>{@value #KAFKA_CLUSTER_ID}: the cluster that the topic is of; any when it is not given
 *   <li>{@value #FALLBACK_TYPE}: what names the subject where there is no association: {@code TOPIC} (unless another is
 *       given), {@code RECORD}, {@code TOPIC_RECORD}, or {@code NONE} to fail
 *   <li>{@value #CACHE_EXPIRY_SECS}: the seconds after which a topic is asked for again; -1 for never
 *   <li>{@value #CACHE_SIZE}: topics to keep
 * </ul>
 */
public class AssociatedNameStrategy implements SubjectNameStrategy {

    public static final String KAFKA_CLUSTER_ID = "subject.name.strategy.kafka.cluster.id";
    public static final String FALLBACK_TYPE = "subject.name.strategy.fallback.type";
    public static final String CACHE_EXPIRY_SECS = "subject.name.strategy.cache.expiry.secs";
    public static final String CACHE_SIZE = "subject.name.strategy.cache.size";

    private static final String ANY_CLUSTER = "-";
    private static final int TOPICS_BY_DEFAULT = 1000;

    private String clusterId = ANY_CLUSTER;
    private @Nullable SubjectNameStrategy fallback = new TopicNameStrategy();
    private int cacheSeconds = -1;
    private int cacheSize = TOPICS_BY_DEFAULT;

    @Override
    public void configure(Map<String, ?> settings) {
        Object cluster = settings.get(KAFKA_CLUSTER_ID);
        this.clusterId = cluster == null ? ANY_CLUSTER : cluster.toString();
        this.fallback = fallbackOf(settings.get(FALLBACK_TYPE));
        this.cacheSeconds = number(settings, CACHE_EXPIRY_SECS, -1);
        this.cacheSize = number(settings, CACHE_SIZE, TOPICS_BY_DEFAULT);
    }

    private static @Nullable SubjectNameStrategy fallbackOf(@Nullable Object type) {
        if (type == null) {
            return new TopicNameStrategy();
        }
        return switch (type.toString().toUpperCase(Locale.ROOT)) {
            case "TOPIC" -> new TopicNameStrategy();
            case "RECORD" -> new RecordNameStrategy();
            case "TOPIC_RECORD" -> new TopicRecordNameStrategy();
            case "NONE" -> null;
            default -> throw new ConfigException(FALLBACK_TYPE, type, "must be TOPIC, RECORD, TOPIC_RECORD or NONE");
        };
    }

    private static int number(Map<String, ?> settings, String key, int byDefault) {
        Object value = settings.get(key);
        try {
            return value == null ? byDefault : Integer.parseInt(value.toString().trim());
        } catch (NumberFormatException noNumber) {
            throw new ConfigException(key, value, "must be a number");
        }
    }

    /** The cluster that topics are of; {@code -} for any. */
    public final String clusterId() {
        return clusterId;
    }

    /** How long an answer of the registry holds, in seconds; negative for ever. */
    public final int cacheSeconds() {
        return cacheSeconds;
    }

    /** For how many topics the registry's answer is kept. */
    public final int cacheSize() {
        return cacheSize;
    }

    /** Whether there is a name where the registry associates none. */
    public final boolean hasFallback() {
        return fallback != null;
    }

    /** The subject where the registry associates none; null without a fallback, too. */
    @Override
    public @Nullable String subjectName(String topic, boolean isKey, @Nullable Schema schema) {
        return fallback == null ? null : fallback.subjectName(topic, isKey, schema);
    }
}
