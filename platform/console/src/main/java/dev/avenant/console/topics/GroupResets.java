package dev.avenant.console.topics;

import dev.avenant.console.ShownText;
import dev.avenant.console.access.Access;
import dev.avenant.console.audit.Actor;
import dev.avenant.console.audit.AuditEvent;
import dev.avenant.console.audit.AuditLog;
import dev.avenant.console.cluster.PerCluster;
import dev.avenant.console.kafka.KafkaAwayException;
import dev.avenant.console.kafka.KafkaConnection;
import dev.avenant.operations.groups.GroupDescription;
import dev.avenant.operations.groups.GroupOffsets;
import dev.avenant.operations.groups.GroupReset;
import dev.avenant.operations.groups.OffsetChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Sets where consumer groups go on, for operators of the topics that they read, and records who did. What is changed is what
 * was listed: where the group has committed something else since, nothing is. Throws {@link KafkaAwayException}; nobody
 * retries.
 */
@PerCluster
public class GroupResets {

    private static final String RESET = "groups.reset";
    private static final int LONGEST_DETAIL = 1000;

    private final KafkaConnection kafka;
    private final Groups groups;
    private final Access access;
    private final AuditLog audit;

    GroupResets(KafkaConnection kafka, Groups groups, Access access, AuditLog audit) {
        this.kafka = kafka;
        this.groups = groups;
        this.access = access;
        this.audit = audit;
    }

    /**
     * What a reset would change now.
     *
     * @param topics those of the group that may be reset, by name
     * @param members who is in the group, by client and host; while there is somebody, nothing can be changed
     * @param changes empty when nothing was asked for yet, or nothing is meant
     */
    public record Preview(String group, List<String> topics, List<String> members, List<OffsetChange> changes) {

        public OffsetListing listing() {
            return OffsetListing.of(changes);
        }

        /** How many offsets are read again. */
        public long readAgain() {
            return changes.stream().mapToLong(OffsetChange::readAgain).sum();
        }

        /** How many offsets are passed over. */
        public long skipped() {
            return changes.stream().mapToLong(OffsetChange::skipped).sum();
        }
    }

    /**
     * What a reset would change; empty when there is no such group.
     *
     * @param reset null to ask only which topics there are
     * @throws dev.avenant.console.access.UnseenTopicException if it names a topic that may not be seen
     * @throws dev.avenant.console.access.ActionRefusedException if it may not be done
     */
    public Optional<Preview> preview(String group, @Nullable GroupReset reset) {
        try (Admin admin = kafka.admin()) {
            GroupOffsets offsets = new GroupOffsets(admin, kafka);
            return described(group, offsets).map(described -> {
                Map<TopicPartition, Long> committed = offsets.committed(group);
                List<String> topics = requireSome(committed);
                if (reset != null) {
                    reset.topics().forEach(this::requireTopic);
                }
                return new Preview(
                        group,
                        topics,
                        described.memberNames(),
                        reset == null || !reset.topics().stream().allMatch(offsets::isThere)
                                ? List.of()
                                : reset.changes(offsets, committed, access::actsOn));
            });
        }
    }

    /** Groups of other kinds keep more than offsets, and Kafka has tools of its own for them. */
    private Optional<GroupDescription> described(String group, GroupOffsets offsets) {
        return groups.described(group, offsets).filter(found -> found.kind().isOfConsumers());
    }

    private void requireTopic(String topic) {
        access.requireTopic(topic);
        access.requireActing(topic);
    }

    /** The topics of a group that may be reset; refused when there are some, and none of them may. */
    private List<String> requireSome(Map<TopicPartition, Long> committed) {
        List<String> seen = GroupReset.ownTopics(committed).stream()
                .filter(access::seesTopic)
                .toList();
        List<String> actedOn = seen.stream().filter(access::actsOn).toList();
        if (actedOn.isEmpty()) {
            seen.stream().findFirst().ifPresent(access::requireActing);
        }
        return actedOn;
    }

    /**
     * Changes what was listed; empty when there is no such group.
     *
     * @param listed reads what was listed, once it is known that they may
     * @throws dev.avenant.console.access.ActionRefusedException if it may not be done
     * @throws GroupRunsException if members of the group run
     * @throws OffsetsMovedException if something is no more as it was listed
     */
    public Optional<OffsetListing> reset(String group, Supplier<OffsetListing> listed) {
        try (Admin admin = kafka.admin()) {
            GroupOffsets offsets = new GroupOffsets(admin, kafka);
            return described(group, offsets).map(described -> {
                Map<TopicPartition, Long> committed = offsets.committed(group);
                requireSomeBegin(group, committed);
                OffsetListing listing = listed.get();
                Set<String> topics = listing.items().stream()
                        .map(item -> item.partition().topic())
                        .collect(Collectors.toCollection(TreeSet::new));
                topics.forEach(access::requireTopic);
                topics.forEach(topic -> access.begin(RESET, topic, null, detailsOf(group, topic, listing)));
                requireNoMembers(described);
                List<OffsetChange> changes = unmoved(listing, offsets, committed);
                record(group, topics, listing, () -> commit(admin, group, changes, offsets));
                return listing;
            });
        }
    }

    private void requireSomeBegin(String group, Map<TopicPartition, Long> committed) {
        List<String> seen = GroupReset.ownTopics(committed).stream()
                .filter(access::seesTopic)
                .toList();
        if (!seen.isEmpty() && seen.stream().noneMatch(access::actsOn)) {
            access.begin(RESET, seen.get(0), null, Map.of("group", group));
        }
    }

    private static void requireNoMembers(GroupDescription described) {
        if (!described.members().isEmpty()) {
            throw new GroupRunsException(described.name(), described.members().size());
        }
    }

    private static List<OffsetChange> unmoved(
            OffsetListing listing, GroupOffsets offsets, Map<TopicPartition, Long> committed) {
        List<TopicPartition> partitions =
                listing.items().stream().map(OffsetListing.Item::partition).toList();
        Set<TopicPartition> there = offsets.partitionsThere(partitions);
        Map<TopicPartition, Long> begins = offsets.begins(there);
        Map<TopicPartition, Long> ends = offsets.ends(there);
        List<OffsetChange> changes = new ArrayList<>();
        for (OffsetListing.Item item : listing.items()) {
            Long begin = begins.get(item.partition());
            Long end = ends.get(item.partition());
            Long before = committed.get(item.partition());
            if (begin == null
                    || end == null
                    || !Objects.equals(before, item.before())
                    || item.after() < begin
                    || item.after() > end) {
                throw new OffsetsMovedException(
                        item.partition().topic() + " " + item.partition().partition());
            }
            changes.add(OffsetChange.of(item.partition(), before, item.after(), begin, end));
        }
        return changes;
    }

    private void commit(Admin admin, String group, List<OffsetChange> changes, GroupOffsets offsets) {
        try {
            GroupReset.commit(admin, kafka, group, changes);
        } catch (KafkaAwayException failed) {
            // Kafka refuses it when a member came just now.
            described(group, offsets).ifPresent(GroupResets::requireNoMembers);
            throw failed;
        }
    }

    private void record(String group, Set<String> topics, OffsetListing listing, Runnable action) {
        Actor actor = access.actor();
        topics.forEach(
                topic -> audit.record(AuditEvent.started(RESET, topic, actor, detailsOf(group, topic, listing))));
        String problem = "Failed.";
        try {
            action.run();
            problem = null;
        } catch (RuntimeException failed) {
            problem = ShownText.line(String.valueOf(failed.getMessage()));
            throw failed;
        } finally {
            for (String topic : topics) {
                audit.record(AuditEvent.ended(RESET, topic, actor, problem, detailsOf(group, topic, listing)));
            }
        }
    }

    private static Map<String, Object> detailsOf(String group, String topic, OffsetListing listing) {
        String changes = listing.items().stream()
                .filter(item -> item.partition().topic().equals(topic))
                .map(item -> item.partition().partition() + ": " + (item.before() == null ? "-" : item.before())
                        + " to " + item.after())
                .collect(Collectors.joining(", "));
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("group", group);
        details.put(
                "offsets", changes.length() > LONGEST_DETAIL ? changes.substring(0, LONGEST_DETAIL) + "…" : changes);
        return details;
    }
}
