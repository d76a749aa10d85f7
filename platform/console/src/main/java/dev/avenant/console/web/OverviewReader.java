package dev.avenant.console.web;

import dev.avenant.console.AccessRefusedException;
import dev.avenant.console.kafka.KafkaAwayException;
import dev.avenant.console.registry.RegistryAwayException;
import dev.avenant.console.registry.Subjects;
import dev.avenant.console.topics.TopicSummary;
import dev.avenant.console.topics.Topics;
import java.util.List;
import org.springframework.stereotype.Component;

/** Reads what the overview shows. Each half of it says for itself when its server is away. */
@Component
public class OverviewReader {

    private final Subjects subjects;
    private final Topics topics;

    OverviewReader(Subjects subjects, Topics topics) {
        this.subjects = subjects;
        this.topics = topics;
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
        return new Overview(registry, level, subjectCount, kafka, allTopics);
    }
}
