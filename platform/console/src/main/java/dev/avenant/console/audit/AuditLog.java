package dev.avenant.console.audit;

import dev.avenant.console.cluster.Cluster;
import dev.avenant.console.cluster.Clusters;
import dev.avenant.console.kafka.KafkaConnection;
import jakarta.annotation.PreDestroy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Records each action, and each that was refused, as a CloudEvent in its JSON format: one line of the log, written by the
 * logger of this class, so that whoever collects logs has them apart from others by its name; and a record of a topic where
 * one is set. An action that cannot be recorded there does not begin.
 */
@Component
public class AuditLog {

    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final int KEPT = 1000;

    private final @Nullable AuditTopic topic;
    private final Deque<AuditRecord> recent = new ArrayDeque<>();
    private final Clock clock = Clock.systemUTC();

    /** The topic is one of the default cluster, for all clusters. */
    AuditLog(Clusters clusters) {
        Cluster cluster = clusters.all().get(0);
        String name = cluster.settings().audit().topic();
        this.topic = name == null || name.isBlank()
                ? null
                : new AuditTopic(
                        name, new KafkaConnection(cluster), cluster.settings().timeout());
    }

    /**
     * Records something.
     *
     * @throws AuditUnavailableException if it is about to begin and cannot be recorded in the topic; what was refused or has
     *     ended is in the log in any case
     */
    public void record(AuditEvent event) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String json = AuditRecord.json(event, now);
        if (topic != null) {
            try {
                topic.write(json);
            } catch (AuditUnavailableException unavailable) {
                if (event.outcome() == AuditEvent.Outcome.STARTED) {
                    throw unavailable;
                }
                LOG.warn("{}", unavailable.getMessage());
            }
        }
        LOG.info("{}", json);
        AuditRecord.parse(json.getBytes(StandardCharsets.UTF_8)).ifPresent(this::keep);
    }

    private synchronized void keep(AuditRecord record) {
        recent.addFirst(record);
        if (recent.size() > KEPT) {
            recent.removeLast();
        }
    }

    /** The name of the topic that keeps the records; null when the log alone does. */
    public @Nullable String topic() {
        return topic == null ? null : topic.name();
    }

    /**
     * The newest records that are meant, the newest first: of the newest 1,000 of the topic, or of those since this console
     * started.
     */
    public List<AuditRecord> newest(int most, Predicate<AuditRecord> meant) {
        return kept().stream().filter(meant).limit(most).toList();
    }

    private List<AuditRecord> kept() {
        if (topic != null) {
            return topic.newest(KEPT);
        }
        synchronized (this) {
            return List.copyOf(recent);
        }
    }

    @PreDestroy
    void close() {
        if (topic != null) {
            topic.close();
        }
    }
}
