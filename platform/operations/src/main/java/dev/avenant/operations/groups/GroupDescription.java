package dev.avenant.operations.groups;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.ShareGroupDescription;
import org.apache.kafka.clients.admin.ShareMemberDescription;
import org.apache.kafka.clients.admin.StreamsGroupDescription;
import org.apache.kafka.clients.admin.StreamsGroupMemberDescription;
import org.apache.kafka.clients.admin.StreamsGroupSubtopologyDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;

/**
 * A group of any kind, as Kafka describes it.
 *
 * @param state in small letters, such as {@code stable}
 * @param topics those that it says that it reads, beside what its members are assigned; none but of Kafka Streams
 */
public record GroupDescription(String name, GroupKind kind, String state, List<Member> members, Set<String> topics) {

    public GroupDescription {
        members = List.copyOf(members);
        topics = Set.copyOf(topics);
    }

    /**
     * A member.
     *
     * @param id by which Kafka knows it
     * @param partitions that it reads now
     */
    public record Member(String id, String clientId, String host, Set<TopicPartition> partitions) {

        public Member {
            partitions = Set.copyOf(partitions);
            host = host.replaceFirst("^/", "");
        }

        /** By the id of its client and its host. */
        public String name() {
            return clientId + " on " + host;
        }
    }

    /** The partitions that members read now. */
    public Set<TopicPartition> assigned() {
        Set<TopicPartition> assigned = new HashSet<>();
        members.forEach(member -> assigned.addAll(member.partitions()));
        return assigned;
    }

    /** The members by their names, in order. */
    public List<String> memberNames() {
        return members.stream().map(Member::name).sorted().toList();
    }

    static GroupDescription of(ConsumerGroupDescription group, GroupKind kind) {
        return new GroupDescription(
                group.groupId(),
                kind,
                word(group.groupState()),
                group.members().stream().map(GroupDescription::member).toList(),
                Set.of());
    }

    private static Member member(MemberDescription member) {
        return new Member(
                member.consumerId(),
                member.clientId(),
                member.host(),
                member.assignment().topicPartitions());
    }

    static GroupDescription of(ShareGroupDescription group) {
        return new GroupDescription(
                group.groupId(),
                GroupKind.SHARE,
                word(group.groupState()),
                group.members().stream().map(GroupDescription::member).toList(),
                Set.of());
    }

    private static Member member(ShareMemberDescription member) {
        return new Member(
                member.consumerId(),
                member.clientId(),
                member.host(),
                member.assignment().topicPartitions());
    }

    static GroupDescription of(StreamsGroupDescription group) {
        Map<String, Set<String>> sources = new HashMap<>();
        Set<String> topics = new TreeSet<>();
        for (StreamsGroupSubtopologyDescription subtopology : group.subtopologies()) {
            topics.addAll(subtopology.sourceTopics());
            Set<String> read = new HashSet<>(subtopology.sourceTopics());
            read.addAll(subtopology.repartitionSourceTopics().keySet());
            sources.put(subtopology.subtopologyId(), read);
        }
        return new GroupDescription(
                group.groupId(),
                GroupKind.STREAMS,
                word(group.groupState()),
                group.members().stream().map(member -> member(member, sources)).toList(),
                topics);
    }

    private static Member member(StreamsGroupMemberDescription member, Map<String, Set<String>> sources) {
        Set<TopicPartition> partitions = new HashSet<>();
        member.assignment()
                .activeTasks()
                .forEach(task -> partitions.addAll(
                        partitions(sources.getOrDefault(task.subtopologyId(), Set.of()), task.partitions())));
        return new Member(member.memberId(), member.clientId(), member.clientHost(), partitions);
    }

    private static Set<TopicPartition> partitions(Collection<String> topics, Collection<Integer> numbers) {
        Set<TopicPartition> partitions = new HashSet<>();
        topics.forEach(topic -> numbers.forEach(number -> partitions.add(new TopicPartition(topic, number))));
        return partitions;
    }

    private static String word(GroupState state) {
        return state.toString().toLowerCase(Locale.ROOT);
    }
}
