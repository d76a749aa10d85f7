package dev.avenant.operations.groups;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.GroupType;

/** By which protocol the members of a group share topics among themselves. */
public enum GroupKind {
    /** Consumers, by their leader. */
    CLASSIC,

    /** Consumers, by the broker (KIP-848). */
    CONSUMER,

    /** Share consumers, which settle records one by one (KIP-932). */
    SHARE,

    /** Kafka Streams, by the broker (KIP-1071). */
    STREAMS;

    /** What consumers of the classic protocol, and whoever commits offsets without being a member, are listed by. */
    private static final Set<String> PROTOCOLS = Set.of("consumer", "");

    /** The kind of a group that is listed; empty when its members read no topics, as workers of Kafka Connect. */
    static Optional<GroupKind> of(GroupListing group) {
        return switch (group.type().orElse(GroupType.UNKNOWN)) {
            case SHARE -> Optional.of(SHARE);
            case STREAMS -> Optional.of(STREAMS);
            case CONSUMER -> Optional.of(CONSUMER);
            case CLASSIC, UNKNOWN -> PROTOCOLS.contains(group.protocol()) ? Optional.of(CLASSIC) : Optional.empty();
        };
    }

    /** Whether it is one of consumers, whose offsets are theirs alone. */
    public boolean isOfConsumers() {
        return this == CLASSIC || this == CONSUMER;
    }

    /** In small letters. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
