package dev.avenant.console.topics;

import dev.avenant.console.access.Access;
import dev.avenant.console.access.Permissions;
import dev.avenant.console.cluster.PerCluster;
import dev.avenant.console.kafka.KafkaAwayException;
import dev.avenant.console.kafka.KafkaConnection;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.operations.groups.GroupOffsets;
import dev.avenant.operations.groups.GroupPartition;
import dev.avenant.operations.groups.GroupSummary;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * The consumer groups, read afresh at each call. Who may not see all topics sees the groups that have committed offsets of
 * those that they see, and of each what it has of them. Throws {@link KafkaAwayException}; nobody retries.
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

    /**
     * All groups.
     *
     * @param others the kinds of those that are no consumer groups, by name
     */
    public record All(List<GroupSummary> groups, Map<String, String> others) {}

    /** All groups, by name. */
    public All all() {
        try (Admin admin = kafka.admin()) {
            GroupOffsets offsets = new GroupOffsets(admin, kafka);
            Permissions mine = access.mine();
            return mine.seesAllTopics()
                    ? new All(GroupSummary.all(offsets), offsets.otherKinds())
                    : new All(GroupSummary.ofTopics(offsets, mine::seesTopic), Map.of());
        }
    }

    /** The names of the consumer groups. */
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
     * @param members by client and host
     */
    public record Group(String name, String state, List<String> members, List<GroupPartition> partitions) {

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

    /** The consumer group of a name; empty when there is none, or it has nothing of what may be seen. */
    public Optional<Group> named(String name) {
        try (Admin admin = kafka.admin()) {
            GroupOffsets offsets = new GroupOffsets(admin, kafka);
            return described(name, offsets).map(described -> group(described, offsets));
        }
    }

    /** Whether there is something of it that may be reset by whoever asks. */
    public boolean isResettable(Group group) {
        return group.partitions().stream()
                .anyMatch(partition -> access.actsOn(partition.partition().topic()));
    }

    /** What Kafka says of a consumer group; empty when there is none, or it has nothing of what may be seen. */
    Optional<ConsumerGroupDescription> described(String name, GroupOffsets offsets) {
        if (!offsets.names().contains(name)) {
            return Optional.empty();
        }
        return Optional.ofNullable(offsets.describe(List.of(name)).get(name))
                .filter(group -> isSeen(group, offsets, access.mine()));
    }

    private static boolean isSeen(ConsumerGroupDescription group, GroupOffsets offsets, Permissions mine) {
        return mine.seesAllTopics()
                || Stream.concat(
                                offsets.committed(group.groupId()).keySet().stream(),
                                group.members().stream()
                                        .flatMap(member -> member.assignment().topicPartitions().stream()))
                        .map(TopicPartition::topic)
                        .anyMatch(mine::seesTopic);
    }

    private Group group(ConsumerGroupDescription described, GroupOffsets offsets) {
        return kafka.ask(() -> {
            try (TopicReader reader = kafka.reader()) {
                return new Group(
                        described.groupId(),
                        GroupSummary.stateOf(described),
                        membersOf(described),
                        GroupPartition.of(described, offsets, reader, access.mine()::seesTopic, BUDGET));
            }
        });
    }

    /** The members of a group by client and host. */
    static List<String> membersOf(ConsumerGroupDescription group) {
        return group.members().stream().map(GroupPartition::nameOf).sorted().toList();
    }
}
