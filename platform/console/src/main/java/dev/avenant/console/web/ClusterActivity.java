package dev.avenant.console.web;

import dev.avenant.console.ShownText;
import dev.avenant.console.topics.GroupLags.GroupLag;
import dev.avenant.console.topics.GroupSubscriptions.ServiceState;
import dev.avenant.console.topics.TopicRates.Rate;
import dev.avenant.text.Sentence;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is going on in a cluster.
 *
 * @param brokers how many there are; 0 when Kafka did not say
 * @param rates how many records come, by topic
 * @param groups the consumer groups that are furthest behind, by name
 * @param otherGroups how many there are beside them
 * @param causes why open dead letters are there, those with most letters first
 * @param unreadLetters about how many records of dead-letter topics are still to be read
 * @param services what the processes do that the settings name
 * @param missing why something of it is not there, in sentences
 */
public record ClusterActivity(
        int brokers,
        Map<String, Rate> rates,
        List<GroupLag> groups,
        int otherGroups,
        List<LetterCause> causes,
        long unreadLetters,
        List<ServiceState> services,
        List<Sentence> missing) {

    /** Nothing is known. */
    static final ClusterActivity NONE =
            new ClusterActivity(0, Map.of(), List.of(), 0, List.of(), 0, List.of(), List.of());

    public ClusterActivity {
        rates = Map.copyOf(rates);
        groups = List.copyOf(groups);
        causes = List.copyOf(causes);
        services = List.copyOf(services);
        missing = List.copyOf(missing);
    }

    /**
     * Open dead letters of one cause.
     *
     * @param cause null when they do not say
     */
    public record LetterCause(@Nullable String cause, int open) {

        /** The cause as a page shows it; null when they do not say. */
        public @Nullable String shown() {
            return ShownText.lineOrNull(cause);
        }
    }

    /** The groups as the page shows them. */
    public List<LagRow> lagRows() {
        return groups.stream().map(LagRow::new).toList();
    }

    /** How many processes of services there are. */
    public int processes() {
        return services.stream().mapToInt(ServiceState::processes).sum();
    }

    /** How many of them read all that they are to read. */
    public int reading() {
        return services.stream().mapToInt(ServiceState::reading).sum();
    }
}
