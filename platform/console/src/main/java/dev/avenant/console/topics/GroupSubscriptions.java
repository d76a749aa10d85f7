package dev.avenant.console.topics;

import dev.avenant.console.ShownText;
import dev.avenant.console.access.Access;
import dev.avenant.console.audit.Actor;
import dev.avenant.console.audit.AuditEvent;
import dev.avenant.console.audit.AuditLog;
import dev.avenant.console.cluster.PerCluster;
import dev.avenant.console.kafka.KafkaAwayException;
import dev.avenant.console.kafka.KafkaConnection;
import dev.avenant.operations.groups.GroupOffsets;
import dev.avenant.operations.groups.GroupPartition;
import dev.avenant.operations.services.ServiceFailedException;
import dev.avenant.operations.services.ServiceInstance;
import dev.avenant.operations.services.Subscription;
import dev.avenant.operations.services.Subscriptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What the processes of a consumer group that the settings name do with its topics, and pauses them, for operators of the
 * topics; records who did. A process that is away, or is none of the group, is told of and keeps nobody from the others.
 * Throws {@link KafkaAwayException}; nobody retries.
 */
@PerCluster
public class GroupSubscriptions {

    /** How long whoever wants to know how all are waits for one that does not tell. */
    private static final Duration LONGEST_FOR_STATES = Duration.ofSeconds(1);

    private final KafkaConnection kafka;
    private final Groups groups;
    private final ServiceInstances services;
    private final Access access;
    private final AuditLog audit;

    GroupSubscriptions(KafkaConnection kafka, Groups groups, ServiceInstances services, Access access, AuditLog audit) {
        this.kafka = kafka;
        this.groups = groups;
        this.services = services;
        this.access = access;
        this.audit = audit;
    }

    /**
     * Why nothing is known of a process, or nothing was done there.
     *
     * @param kind null when the process says that it is of another group
     * @param detail the status, what the connection says, or the name of that group
     */
    public record Problem(ServiceFailedException.@Nullable Kind kind, String detail) {}

    /**
     * A process.
     *
     * @param url where it is
     * @param problem null when it told what it reads
     * @param subscriptions those to topics that may be seen, by topic
     */
    public record Instance(String url, @Nullable Problem problem, SortedMap<String, Subscription> subscriptions) {}

    /**
     * What is known of a group's processes.
     *
     * @param instances those that the settings name; none when they name none
     * @param readElsewhere the partitions that members of the group read of which no process told; null when that is not
     *     known, since one that answered does not say what it reads
     * @param actedOn the topics that whoever asks may pause and resume
     */
    public record Processes(
            List<Instance> instances, @Nullable List<GroupPartition> readElsewhere, Set<String> actedOn) {

        /** Whether there is something to pause or to resume for whoever asks. */
        public boolean isPausable() {
            return !actedOn.isEmpty();
        }
    }

    /**
     * What came of a pause or of its end, of one subscription of one process.
     *
     * @param topic null when nothing is known of any
     * @param now what the process does now; null when it did not do it
     * @param problem null when it did
     */
    public record Outcome(
            String url,
            @Nullable String topic,
            @Nullable Subscription now,
            @Nullable Problem problem) {}

    /** A process that the settings name. */
    private record NamedInstance(String group, ServiceInstance instance) {}

    /** What a process answered. */
    private record Answer(
            ServiceInstance instance,
            @Nullable Subscriptions told,
            @Nullable Problem problem) {
        Set<String> topics() {
            return told == null ? Set.of() : told.byTopic().keySet();
        }
    }

    /** What is known of the processes of a group, which may be seen. */
    public Processes of(Groups.Group group) {
        List<Answer> answers = ask(group.name(), services.of(group.name()));
        return new Processes(
                answers.stream().map(this::shown).toList(), readElsewhere(group, answers), actedOn(answers));
    }

    /**
     * What the processes of a group do, in numbers; each is counted once.
     *
     * @param paused how many have a subscription that is paused
     * @param stopped how many have one that stopped, or is held by its circuit breaker
     * @param silent how many did not tell within a second
     */
    public record ServiceState(String group, int processes, int paused, int stopped, int silent) {

        /** How many read all that they are to read. */
        public int reading() {
            return processes - paused - stopped - silent;
        }
    }

    /** What the processes of all groups do that the settings name, of those that have a topic which may be seen. */
    public List<ServiceState> states() {
        List<NamedInstance> processes = services.groups().stream()
                .flatMap(group -> services.of(group).stream().map(instance -> new NamedInstance(group, instance)))
                .toList();
        List<Optional<Answer>> all =
                services.atOnce(processes, process -> ask(process.group(), process.instance()), LONGEST_FOR_STATES);
        List<ServiceState> states = new ArrayList<>();
        for (String group : services.groups()) {
            List<Optional<Answer>> answers = IntStream.range(0, all.size())
                    .filter(at -> processes.get(at).group().equals(group))
                    .mapToObj(all::get)
                    .toList();
            List<Instance> told = answers.stream()
                    .flatMap(Optional::stream)
                    .filter(answer -> answer.problem() == null)
                    .map(this::shown)
                    .toList();
            boolean isSeen = access.mine().seesAllTopics()
                    || told.stream()
                            .anyMatch(instance -> !instance.subscriptions().isEmpty());
            if (isSeen) {
                states.add(state(group, answers.size(), told));
            }
        }
        return states;
    }

    private static ServiceState state(String group, int processes, List<Instance> told) {
        int stopped = 0;
        int paused = 0;
        for (Instance instance : told) {
            Collection<Subscription> subscriptions = instance.subscriptions().values();
            if (subscriptions.stream().anyMatch(GroupSubscriptions::isStopped)) {
                stopped++;
            } else if (subscriptions.stream().anyMatch(Subscription::isPaused)) {
                paused++;
            }
        }
        return new ServiceState(group, processes, paused, stopped, processes - told.size());
    }

    private static boolean isStopped(Subscription subscription) {
        return subscription.circuitBreaker() != null || !(subscription.isRunning() || subscription.isPaused());
    }

    private Instance shown(Answer answer) {
        SortedMap<String, Subscription> seen = answer.told() == null
                ? new TreeMap<>()
                : new TreeMap<>(answer.told().byTopic());
        seen.keySet().removeIf(topic -> !access.seesTopic(topic));
        return new Instance(answer.instance().url().toString(), answer.problem(), seen);
    }

    private static @Nullable List<GroupPartition> readElsewhere(Groups.Group group, List<Answer> answers) {
        Set<TopicPartition> told = new HashSet<>();
        for (Answer answer : answers) {
            if (answer.told() != null) {
                if (answer.told().partitions() == null) {
                    return null;
                }
                told.addAll(answer.told().partitions());
            }
        }
        return group.partitions().stream()
                .filter(partition -> partition.member() != null && !told.contains(partition.partition()))
                .toList();
    }

    private List<Answer> ask(String group, List<ServiceInstance> instances) {
        return services.atOnce(instances, instance -> ask(group, instance));
    }

    private Answer ask(String group, ServiceInstance instance) {
        try {
            Subscriptions told = instance.subscriptions(services.http());
            return told.group().equals(group)
                    ? new Answer(instance, told, null)
                    : new Answer(instance, null, new Problem(null, ShownText.line(told.group())));
        } catch (ServiceFailedException failed) {
            return new Answer(instance, null, new Problem(failed.kind(), failed.detail()));
        }
    }

    /**
     * Pauses what processes of a group read, or lets it go on, of the topics that may be acted on. Empty when there is no such
     * group; no outcome when the settings name no such process, or none that answered reads the topic.
     *
     * @param topic this alone; null for all
     * @param url of this process alone; null for all
     * @throws dev.avenant.console.access.UnseenTopicException if it names a topic that may not be seen
     * @throws dev.avenant.console.access.ActionRefusedException if it may not be done
     */
    public Optional<List<Outcome>> setPaused(
            String group, boolean isPaused, @Nullable String topic, @Nullable String url) {
        return topicsOf(group).map(known -> {
            String action = isPaused ? "groups.pause" : "groups.resume";
            List<ServiceInstance> instances = services.of(group).stream()
                    .filter(instance -> url == null || instance.url().toString().equals(url))
                    .toList();
            Map<String, Object> details = details(group, instances);
            requireSome(action, topic, known, details);
            List<Answer> answers = ask(group, instances);
            Set<String> meant = actedOn(answers);
            if (topic != null) {
                meant.retainAll(Set.of(topic));
            }
            Actor actor = access.actor();
            meant.forEach(each -> audit.record(AuditEvent.started(action, each, actor, details)));
            List<Outcome> outcomes = services.atOnce(answers, answer -> setPaused(answer, meant, isPaused)).stream()
                    .flatMap(List::stream)
                    .toList();
            meant.forEach(
                    each -> audit.record(AuditEvent.ended(action, each, actor, problemOf(each, outcomes), details)));
            return outcomes;
        });
    }

    /** The topics that a group has committed or reads, as Kafka knows them; empty when there is no such group. */
    private Optional<Set<String>> topicsOf(String group) {
        try (Admin admin = kafka.admin()) {
            GroupOffsets offsets = new GroupOffsets(admin, kafka);
            return groups.described(group, offsets).map(described -> {
                Set<TopicPartition> partitions =
                        new HashSet<>(offsets.committed(group).keySet());
                partitions.addAll(described.assigned());
                return partitions.stream()
                        .map(TopicPartition::topic)
                        .filter(access::seesTopic)
                        .collect(Collectors.toCollection(TreeSet::new));
            });
        }
    }

    private void requireSome(String action, @Nullable String topic, Set<String> known, Map<String, ?> details) {
        if (topic != null) {
            access.requireTopic(topic);
            access.begin(action, topic, null, details);
        } else if (known.stream().noneMatch(access::actsOn)) {
            known.stream().findFirst().ifPresent(each -> access.begin(action, each, null, details));
        }
    }

    private Set<String> actedOn(List<Answer> answers) {
        return answers.stream()
                .flatMap(answer -> answer.topics().stream())
                .filter(access::actsOn)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<Outcome> setPaused(Answer answer, Set<String> meant, boolean isPaused) {
        String url = answer.instance().url().toString();
        if (answer.problem() != null) {
            return List.of(new Outcome(url, null, null, answer.problem()));
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (String topic : answer.topics()) {
            if (meant.contains(topic)) {
                outcomes.add(setPaused(answer.instance(), topic, isPaused));
            }
        }
        return outcomes;
    }

    private Outcome setPaused(ServiceInstance instance, String topic, boolean isPaused) {
        String url = instance.url().toString();
        try {
            return new Outcome(url, topic, instance.setPaused(services.http(), topic, isPaused), null);
        } catch (ServiceFailedException failed) {
            return new Outcome(url, topic, null, new Problem(failed.kind(), failed.detail()));
        }
    }

    private static @Nullable String problemOf(String topic, List<Outcome> outcomes) {
        String failed = outcomes.stream()
                .filter(outcome -> outcome.problem() != null)
                .filter(outcome -> outcome.topic() == null || outcome.topic().equals(topic))
                .map(Outcome::url)
                .collect(Collectors.joining(", "));
        return failed.isEmpty() ? null : "Not done at " + failed + ".";
    }

    private static Map<String, Object> details(String group, List<ServiceInstance> instances) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("group", group);
        details.put(
                "instances",
                instances.stream().map(instance -> instance.url().toString()).collect(Collectors.joining(", ")));
        return details;
    }
}
