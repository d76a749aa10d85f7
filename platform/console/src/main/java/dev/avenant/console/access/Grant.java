package dev.avenant.console.access;

import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A role on all that begins with one of some prefixes.
 *
 * @param role what may be done
 * @param topics beginnings of the names of topics, {@code *} for all; of dead-letter topics and those of replays too
 * @param subjects beginnings of the names of subjects, with their context if they have one, {@code *} for all
 * @param clusters the clusters that it is for, by their names; empty for all
 * @param personalData whether values of those topics are shown with what schemas tag as personal data
 */
public record Grant(
        Role role,
        @DefaultValue List<String> topics,
        @DefaultValue List<String> subjects,
        @DefaultValue List<String> clusters,
        @DefaultValue("masked") PersonalData personalData) {

    /** All topics, or all subjects. */
    public static final String ALL = "*";

    /** What is shown of personal data, and of values of which nobody knows whether they are. */
    public enum PersonalData {
        MASKED,
        SHOWN
    }

    /** Everything is seen but personal data, and nothing is changed. */
    static final Grant TO_LOOK = new Grant(Role.VIEWER, List.of(ALL), List.of(ALL), List.of(), PersonalData.MASKED);

    public Grant {
        topics = List.copyOf(topics);
        subjects = List.copyOf(subjects);
        clusters = List.copyOf(clusters);
    }

    boolean isForCluster(String cluster) {
        return clusters.isEmpty() || clusters.contains(cluster);
    }

    boolean isForTopic(String topic) {
        return role == Role.ADMIN || isFor(topic, topics);
    }

    boolean isForSubject(String subject) {
        return role == Role.ADMIN || isFor(subject, subjects);
    }

    private static boolean isFor(String name, List<String> prefixes) {
        return prefixes.stream().anyMatch(prefix -> prefix.equals(ALL) || name.startsWith(prefix));
    }

    boolean isForAllTopics() {
        return role == Role.ADMIN || topics.contains(ALL);
    }

    boolean isForAllSubjects() {
        return role == Role.ADMIN || subjects.contains(ALL);
    }

    boolean showsPersonalData() {
        return role == Role.ADMIN || personalData == PersonalData.SHOWN;
    }
}
