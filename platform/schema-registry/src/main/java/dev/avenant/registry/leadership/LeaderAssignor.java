package dev.avenant.registry.leadership;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Gives the one partition to one member, the leader, and its address to all. Who leads goes on leading when others come or
 * go. Made by Kafka's consumer, which calls it during a rebalance.
 */
public final class LeaderAssignor implements ConsumerPartitionAssignor, Configurable {

    /** The key of the {@link Member} in the consumer's settings. */
    static final String MEMBER = "avenant.leadership.member";

    private static final byte NEVER_LEADS = 0;
    private static final byte FOLLOWS = 1;
    private static final byte LEADS = 2;

    private @Nullable Member member;

    /** The registry that takes part. */
    interface Member {
        String url();

        boolean isEligible();

        boolean isLeading();

        /** Hears who leads; null when nobody may. */
        void assigned(@Nullable String leader);
    }

    @Override
    public void configure(Map<String, ?> settings) {
        if (settings.get(MEMBER) instanceof Member given) {
            member = given;
        }
    }

    @Override
    public String name() {
        return "avenant-schema-registry-leader";
    }

    @Override
    public @Nullable ByteBuffer subscriptionUserData(Set<String> topics) {
        Member self = member;
        if (self == null) {
            return null;
        }
        byte[] url = self.url().getBytes(StandardCharsets.UTF_8);
        ByteBuffer data = ByteBuffer.allocate(url.length + 1);
        data.put(self.isLeading() ? LEADS : self.isEligible() ? FOLLOWS : NEVER_LEADS)
                .put(url);
        return data.flip();
    }

    @Override
    public GroupAssignment assign(Cluster cluster, GroupSubscription subscription) {
        Map<String, Subscription> members = new TreeMap<>(subscription.groupSubscription());
        String leader = null;
        byte rank = NEVER_LEADS;
        for (Map.Entry<String, Subscription> entry : members.entrySet()) {
            byte own = rankOf(entry.getValue());
            if (own > rank) {
                leader = entry.getKey();
                rank = own;
            }
        }
        ByteBuffer url = leader == null ? null : urlOf(members.get(leader));
        Map<String, Assignment> assignments = new HashMap<>();
        for (Map.Entry<String, Subscription> entry : members.entrySet()) {
            List<TopicPartition> partitions = entry.getKey().equals(leader)
                    ? List.of(new TopicPartition(entry.getValue().topics().get(0), 0))
                    : List.of();
            assignments.put(
                    entry.getKey(),
                    url == null ? new Assignment(partitions) : new Assignment(partitions, url.duplicate()));
        }
        return new GroupAssignment(assignments);
    }

    private static byte rankOf(Subscription subscription) {
        ByteBuffer data = subscription.userData();
        return data == null || !data.hasRemaining() ? NEVER_LEADS : data.get(data.position());
    }

    private static @Nullable ByteBuffer urlOf(@Nullable Subscription subscription) {
        ByteBuffer data = subscription == null ? null : subscription.userData();
        return data == null
                ? null
                : data.duplicate().position(data.position() + 1).slice();
    }

    @Override
    public void onAssignment(Assignment assignment, ConsumerGroupMetadata metadata) {
        Member self = member;
        ByteBuffer data = assignment.userData();
        if (self != null) {
            self.assigned(
                    data == null || !data.hasRemaining()
                            ? null
                            : StandardCharsets.UTF_8.decode(data.duplicate()).toString());
        }
    }
}
