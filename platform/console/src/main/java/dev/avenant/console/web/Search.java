package dev.avenant.console.web;

import dev.avenant.console.AccessRefusedException;
import dev.avenant.console.kafka.KafkaAwayException;
import dev.avenant.console.registry.RegistryAwayException;
import dev.avenant.console.registry.SchemaById;
import dev.avenant.console.registry.SubjectSummary;
import dev.avenant.console.registry.Subjects;
import dev.avenant.console.registry.VersionReader;
import dev.avenant.console.topics.Groups;
import dev.avenant.console.topics.TopicSummary;
import dev.avenant.console.topics.Topics;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Looks for one text in all that the console shows. Each half says for itself when its server is away. */
@Component
public class Search {

    private final Subjects subjects;
    private final VersionReader versions;
    private final Topics topics;
    private final Groups groups;

    Search(Subjects subjects, VersionReader versions, Topics topics, Groups groups) {
        this.subjects = subjects;
        this.versions = versions;
        this.topics = topics;
        this.groups = groups;
    }

    /**
     * What has a text.
     *
     * @param schema the one whose id the text is; null when it is none
     */
    public record Found(
            Reachability registry,
            List<SubjectSummary> subjects,
            @Nullable SchemaById schema,
            Reachability kafka,
            List<TopicSummary> topics,
            List<String> groups) {}

    /**
     * What has a text.
     *
     * @param text without spaces around it; empty text finds nothing
     */
    public Found find(String text) {
        Reachability registry = Reachability.ANSWERED;
        List<SubjectSummary> inSubjects = List.of();
        @Nullable SchemaById schema = null;
        try {
            inSubjects = text.isEmpty() ? List.of() : subjects.search(text);
            if (text.matches("[0-9]{1,10}") && Long.parseLong(text) <= Integer.MAX_VALUE) {
                schema = versions.byId(Integer.parseInt(text), null).orElse(null);
            }
        } catch (RegistryAwayException away) {
            registry = Reachability.away(away);
        } catch (AccessRefusedException refused) {
            registry = Reachability.refused(refused);
        }
        Reachability kafka = Reachability.ANSWERED;
        List<TopicSummary> inTopics = List.of();
        List<String> inGroups = List.of();
        try {
            String wanted = text.toLowerCase(Locale.ROOT);
            if (!text.isEmpty()) {
                inTopics = topics.all().stream()
                        .filter(topic -> topic.name().toLowerCase(Locale.ROOT).contains(wanted))
                        .toList();
                inGroups = groups.names().stream()
                        .filter(group -> group.toLowerCase(Locale.ROOT).contains(wanted))
                        .toList();
            }
        } catch (KafkaAwayException away) {
            kafka = Reachability.away(away);
        } catch (AccessRefusedException refused) {
            kafka = Reachability.refused(refused);
        }
        return new Found(registry, inSubjects, schema, kafka, inTopics, inGroups);
    }
}
