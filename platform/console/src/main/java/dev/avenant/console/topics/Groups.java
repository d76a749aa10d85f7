package dev.avenant.console.topics;

import dev.avenant.console.access.Access;
import dev.avenant.console.access.Permissions;
import dev.avenant.console.cluster.PerCluster;
import dev.avenant.console.kafka.KafkaAwayException;
import dev.avenant.console.kafka.KafkaConnection;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.operations.groups.GroupDescription;
import dev.avenant.operations.groups.GroupKind;
import dev.avenant.operations.groups.GroupOffsets;
import dev.avenant.operations.groups.GroupPartition;
import dev.avenant.operations.groups.GroupSummary;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/**
 * The groups that read topics, of all kinds, read afresh at each call. Who may not see all topics sees the groups that have
 * committed offsets of those that they see, or read them, and of each what it has of them. Throws {@link KafkaAwayException}; nobody retries.
 */
@PerCluster
public class Groups {

    /** How long a page reads records to see how far behind in time a group is. */
    private static final Duration BUDGET = Duration.ofSeconds(4);

    private final KafkaConnection kafka;
    private final Access access;

    Groups(KafkaConnection kafka, Access access) {
        this.kafka = kafka;
        this.access = access;
    }

    /** All groups, by name. */
    public List<GroupSummary> all() {
        try (Admin admin = kafka.admin()) {
            GroupOffsets offsets = new GroupOffsets(admin, kafka);
            Permissions mine = access.mine();
            return mine.seesAllTopics() ? GroupSummary.all(offsets) : GroupSummary.ofTopics(offsets, mine::seesTopic);
        }
    }

    /** The names of the groups. */
    public List<String> names() {
        try (Admin admin = kafka.admin()) {
            GroupOffsets offsets = new GroupOffsets(admin, kafka);
            Permissions mine = access.mine();
            return mine.seesAllTopics()
                    ? offsets.names()
                    : GroupSummary.ofTopics(offsets, mine::seesTopic).stream()
                            .map(GroupSummary::name)
                            .toList();
        }
    }

    /**
     * A group.
     *
     * @param state in small letters
     * @param clients who is in it
     */
    public record Group(
            String name,
            GroupKind kind,
            String state,
            List<GroupDescription.Member> clients,
            List<GroupPartition> partitions) {

        /** Who is in it, by client and host. */
        public List<String> members() {
            return clients.stream().map(GroupDescription.Member::name).sorted().toList();
        }

        /** Whether it is not known of each partition how far behind in time it is. */
        public boolean isPartlyTimed() {
            return partitions.stream()
                    .anyMatch(partition -> partition.lag().orElse(0) > 0 && partition.behindSeconds() == null);
        }

        /** How many records it has yet to read. */
        public long lag() {
            return partitions.stream()
                    .mapToLong(partition -> partition.lag().orElse(0))
                    .sum();
        }
    }

    /** The group of a name; empty when there is none, or it has nothing of what may be seen. */
    public Optional<Group> named(String name) {
        try (Admin admin = kafka.admin()) {
            GroupOffsets offsets = new GroupOffsets(admin, kafka);
            return described(name, offsets).map(described -> group(described, offsets));
        }
    }

    /** Whether there is something of it that may be reset by whoever asks. */
    public boolean isResettable(Group group) {
        return group.kind().isOfConsumers() && isActedOn(group);
    }

    /** Whether there is a topic of it that whoever asks may act on. */
    public boolean isActedOn(Group group) {
        return group.partitions().stream()
                .anyMatch(partition -> access.actsOn(partition.partition().topic()));
    }

    /** What Kafka says of a group; empty when there is none, or it has nothing of what may be seen. */
    Optional<GroupDescription> described(String name, GroupOffsets offsets) {
        return Optional.ofNullable(offsets.describe(List.of(name)).get(name))
                .filter(group -> isSeen(group, offsets, access.mine()));
    }

    private static boolean isSeen(GroupDescription group, GroupOffsets offsets, Permissions mine) {
        return mine.seesAllTopics()
                || Stream.of(
                                offsets.positions(group.name()).keySet().stream()
                                        .map(TopicPartition::topic),
                                group.assigned().stream().map(TopicPartition::topic),
                                group.topics().stream())
                        .flatMap(topics -> topics)
                        .anyMatch(mine::seesTopic);
    }

    private Group group(GroupDescription described, GroupOffsets offsets) {
        return kafka.ask(() -> {
            try (TopicReader reader = kafka.reader()) {
                return new Group(
                        described.name(),
                        described.kind(),
                        described.state(),
                        described.members(),
                        GroupPartition.of(described, offsets, reader, access.mine()::seesTopic, BUDGET));
            }
        });
    }
}
