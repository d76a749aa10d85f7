package dev.avenant.console.web;

import dev.avenant.console.AccessRefusedException;
import dev.avenant.console.Messages;
import dev.avenant.console.deadletters.DeadLetters;
import dev.avenant.console.kafka.KafkaAwayException;
import dev.avenant.console.registry.RegistryAwayException;
import dev.avenant.console.registry.Subjects;
import dev.avenant.console.topics.GroupLags;
import dev.avenant.console.topics.GroupSubscriptions;
import dev.avenant.console.topics.TopicRates;
import dev.avenant.console.topics.TopicSummary;
import dev.avenant.console.topics.Topics;
import dev.avenant.console.web.ClusterActivity.LetterCause;
import dev.avenant.messaging.api.TopicNotFoundException;
import dev.avenant.operations.letters.LetterGroup;
import dev.avenant.text.Sentence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Reads what the overview shows. Each part of it says for itself when its server is away. */
@Component
public class OverviewReader {

    private static final int MOST_GROUPS = 20;
    private static final int MOST_CAUSES = 10;

    /** How long a look reads on in dead letters that were not read yet; the next one goes on. */
    private static final Duration FOR_LETTERS = Duration.ofMillis(500);

    private final Subjects subjects;
    private final Topics topics;
    private final TopicRates rates;
    private final GroupLags lags;
    private final DeadLetters letters;
    private final GroupSubscriptions services;

    OverviewReader(
            Subjects subjects,
            Topics topics,
            TopicRates rates,
            GroupLags lags,
            DeadLetters letters,
            GroupSubscriptions services) {
        this.subjects = subjects;
        this.topics = topics;
        this.rates = rates;
        this.lags = lags;
        this.letters = letters;
        this.services = services;
    }

    /** All of it, as it is now. */
    public Overview read() {
        Reachability registry = Reachability.ANSWERED;
        int subjectCount = 0;
        String level = "";
        try {
            subjectCount = subjects.count();
            level = subjects.globalLevel();
        } catch (RegistryAwayException away) {
            registry = Reachability.away(away);
        } catch (AccessRefusedException refused) {
            registry = Reachability.refused(refused);
        }
        Reachability kafka = Reachability.ANSWERED;
        List<TopicSummary> allTopics = List.of();
        try {
            allTopics = topics.all();
        } catch (KafkaAwayException away) {
            kafka = Reachability.away(away);
        } catch (AccessRefusedException refused) {
            kafka = Reachability.refused(refused);
        }
        Overview overview = new Overview(registry, level, subjectCount, kafka, allTopics, ClusterActivity.NONE);
        return kafka.isAway() ? overview : overview.with(activity(overview));
    }

    private ClusterActivity activity(Overview overview) {
        Set<Sentence> missing = new LinkedHashSet<>();
        GroupLags.Furthest groups =
                part(missing, () -> lags.furthest(MOST_GROUPS), new GroupLags.Furthest(List.of(), 0));
        DeadLetters.Summary summary = part(
                missing,
                () -> letters.summary(overview.getDeadLetterTopics(), FOR_LETTERS),
                new DeadLetters.Summary(List.of(), List.of(), 0));
        return new ClusterActivity(
                part(missing, topics::brokers, 0),
                part(missing, () -> rates.of(overview.getTopics()), Map.of()),
                groups.groups(),
                groups.others(),
                causes(summary.groups()),
                summary.unread(),
                part(missing, services::states, List.of()),
                List.copyOf(missing));
    }

    /** What Kafka does not say is left out, and the rest of the page is there. */
    private static <T> T part(Set<Sentence> missing, Supplier<T> part, T without) {
        try {
            return part.get();
        } catch (KafkaAwayException | AccessRefusedException | TopicNotFoundException failed) {
            missing.add(Messages.of(failed));
            return without;
        }
    }

    private static List<LetterCause> causes(List<LetterGroup> groups) {
        Map<Optional<String>, Integer> open = new HashMap<>();
        groups.stream()
                .filter(group -> group.open() > 0)
                .forEach(group -> open.merge(Optional.ofNullable(group.cause()), group.open(), Integer::sum));
        List<LetterCause> causes = new ArrayList<>();
        open.forEach((cause, count) -> causes.add(new LetterCause(cause.orElse(null), count)));
        causes.sort(Comparator.comparingInt(LetterCause::open)
                .reversed()
                .thenComparing(cause -> String.valueOf(cause.cause())));
        return causes.stream().limit(MOST_CAUSES).toList();
    }
}
