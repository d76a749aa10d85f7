package dev.avenant.console.access;

import dev.avenant.console.access.ActionRefusedException.Why;
import dev.avenant.console.audit.Actor;
import dev.avenant.console.audit.AuditEvent;
import dev.avenant.console.audit.AuditLog;
import dev.avenant.console.audit.AuditRecord;
import dev.avenant.console.cluster.Cluster;
import dev.avenant.console.cluster.PerCluster;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Tells what whoever a request is from may see and do. What shows or changes something asks here, and not what draws it:
 * so a page and the REST API have one rule. What may not be seen is as if it were not there; what may not be done is
 * refused, and the refusal is recorded.
 */
@PerCluster
public class Access {

    private final Cluster cluster;
    private final boolean isReadOnly;
    private final AuditLog audit;

    Access(Cluster cluster, AuditLog audit) {
        this.cluster = cluster;
        this.isReadOnly = cluster.settings().readOnly();
        this.audit = audit;
    }

    /** What the request in work may in the cluster; nothing where there is none. */
    public Permissions mine() {
        return everywhere().in(cluster);
    }

    /** What it may in all clusters together; only to tell where something is granted at all. */
    public Permissions everywhere() {
        return Permissions.of(authentication());
    }

    private static @Nullable Authentication authentication() {
        return SecurityContextHolder.getContext().getAuthentication();
    }

    /** Whether the request is from somebody who signed in. */
    public boolean isSignedIn() {
        Authentication authentication = authentication();
        return authentication != null
                && authentication.isAuthenticated()
                && !(authentication instanceof AnonymousAuthenticationToken);
    }

    /** Whom the request in work is from. */
    public Actor actor() {
        Authentication authentication = authentication();
        Optional<HttpServletRequest> request = request();
        return new Actor(
                authentication == null || !isSignedIn() ? Actor.ANYBODY : authentication.getName(),
                request.map(HttpServletRequest::getRemoteAddr).orElse("unknown"),
                request.filter(asked -> asked.getServletPath().startsWith("/api/"))
                                .isPresent()
                        ? "api"
                        : "page",
                cluster.isOnly() ? null : cluster.name());
    }

    /** Whom the request in work is counted as: whoever signed in is one person wherever they are. */
    public String countedAs() {
        Actor actor = actor();
        return isSignedIn() ? actor.name() : actor.text();
    }

    private static Optional<HttpServletRequest> request() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? Optional.of(attributes.getRequest())
                : Optional.empty();
    }

    /** Whether nobody may change anything. */
    public boolean isReadOnly() {
        return isReadOnly;
    }

    public boolean seesTopic(String topic) {
        return mine().seesTopic(topic);
    }

    /**
     * Lets through who may see a topic.
     *
     * @throws UnseenTopicException if it may not be seen
     */
    public void requireTopic(String topic) {
        if (!seesTopic(topic)) {
            throw new UnseenTopicException(topic);
        }
    }

    public boolean seesSubject(String subject) {
        return mine().seesSubject(subject);
    }

    /** Whether values of a topic are shown without what is, or may be, personal data. */
    public boolean isPersonalDataMasked(String topic) {
        Permissions mine = mine();
        return !mine.seesPersonalDataOf(topic) || (keepsRecords(topic) && !mine.isAdmin());
    }

    /**
     * Whether a topic has what people did, which admins alone are told and no action writes to. In other clusters than the
     * default one it is that of another console, or the very same one: two clusters may have one Kafka.
     */
    public boolean keepsRecords(String topic) {
        return topic.equals(audit.topic());
    }

    /** Whether the dead letters of a topic may be handled. */
    public boolean actsOn(String topic) {
        return !isReadOnly && !keepsRecords(topic) && mine().actsOn(topic);
    }

    /**
     * Lets through who may act on a topic.
     *
     * @throws ActionRefusedException if they may not; nothing is recorded, since nothing was to be done yet
     */
    public void requireActing(String topic) {
        if (isReadOnly) {
            throw new ActionRefusedException(Why.READ_ONLY, topic);
        }
        if (!mine().actsOn(topic)) {
            throw new ActionRefusedException(Why.NO_GRANT, topic);
        }
        if (keepsRecords(topic)) {
            throw new ActionRefusedException(Why.KEEPS_RECORDS, topic);
        }
    }

    /**
     * Lets an action begin, or records that it was refused.
     *
     * @param type what is to be done, such as {@code dead-letters.replay}
     * @param topic whose letters are meant
     * @param written the topic that is written to; null when it is not known yet, or the same
     * @throws ActionRefusedException if they may not
     */
    public void begin(String type, String topic, @Nullable String written, Map<String, ?> details) {
        try {
            requireActing(topic);
            if (written != null) {
                requireActing(written);
                if (isPersonalDataMasked(topic) && !isPersonalDataMasked(written)) {
                    throw new ActionRefusedException(Why.SHOWS_MORE, written);
                }
            }
        } catch (ActionRefusedException refused) {
            audit.record(AuditEvent.refused(type, topic, actor(), String.valueOf(refused.getMessage()), details));
            throw refused;
        }
    }

    private void requireAdmin() {
        if (!mine().isAdmin()) {
            throw new ActionRefusedException(Why.NOT_ADMIN, "");
        }
    }

    /**
     * What people did and were not let do in the cluster, the newest first. Where one is told of no cluster, it is the default
     * one.
     *
     * @throws ActionRefusedException if the request is from no admin
     */
    public List<AuditRecord> records(int most) {
        requireAdmin();
        return audit.newest(
                most,
                record -> record.cluster() == null
                        ? cluster.isDefault()
                        : cluster.name().equals(record.cluster()));
    }

    /** The name of the topic that keeps the records of actions; null when the log alone does. */
    public @Nullable String recordTopic() {
        return cluster.isDefault() ? audit.topic() : null;
    }
}
