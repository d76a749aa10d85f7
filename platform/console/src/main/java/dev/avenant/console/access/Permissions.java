package dev.avenant.console.access;

import dev.avenant.console.cluster.Cluster;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/**
 * What somebody may see and do, whichever way they signed in. It is the one authority that whoever signs in has, so that a
 * request without it may nothing.
 *
 * @param grants what is granted; each adds to the others
 */
public record Permissions(List<Grant> grants) implements GrantedAuthority {

    /** Nothing is granted. */
    public static final Permissions NONE = new Permissions(List.of());

    public Permissions {
        grants = List.copyOf(grants);
    }

    /** Those of whoever a request is from; none when nobody is known. */
    public static Permissions of(@Nullable Authentication authentication) {
        return authentication == null || !authentication.isAuthenticated()
                ? NONE
                : authentication.getAuthorities().stream()
                        .flatMap(
                                authority -> authority instanceof Permissions found ? Stream.of(found) : Stream.empty())
                        .findFirst()
                        .orElse(NONE);
    }

    /** What of it is for a cluster. */
    public Permissions in(Cluster cluster) {
        return new Permissions(grants.stream()
                .filter(grant -> grant.isForCluster(cluster.name()))
                .toList());
    }

    @Override
    public String getAuthority() {
        return "CONSOLE";
    }

    public boolean isEmpty() {
        return grants.isEmpty();
    }

    public boolean isAdmin() {
        return highest().filter(role -> role == Role.ADMIN).isPresent();
    }

    /** The role that allows most, on whatever it is; empty when nothing is granted. */
    public Optional<Role> highest() {
        return grants.stream().map(Grant::role).max(Role::compareTo);
    }

    public boolean seesTopic(String topic) {
        return grants.stream().anyMatch(grant -> grant.isForTopic(topic));
    }

    public boolean seesSubject(String subject) {
        return grants.stream().anyMatch(grant -> grant.isForSubject(subject));
    }

    public boolean seesAllTopics() {
        return grants.stream().anyMatch(Grant::isForAllTopics);
    }

    public boolean seesAllSubjects() {
        return grants.stream().anyMatch(Grant::isForAllSubjects);
    }

    public boolean seesPersonalDataOf(String topic) {
        return grants.stream().anyMatch(grant -> grant.showsPersonalData() && grant.isForTopic(topic));
    }

    /** Whether records may be written to a topic, or letters of it handled. */
    public boolean actsOn(String topic) {
        return grants.stream().anyMatch(grant -> grant.role().compareTo(Role.OPERATOR) >= 0 && grant.isForTopic(topic));
    }
}
