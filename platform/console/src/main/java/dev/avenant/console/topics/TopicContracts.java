package dev.avenant.console.topics;

import dev.avenant.console.ShownText;
import dev.avenant.console.access.Access;
import dev.avenant.console.cluster.PerCluster;
import dev.avenant.console.contracts.DeclaredContracts;
import dev.avenant.console.contracts.DeclaredContracts.Declared;
import dev.avenant.console.contracts.Difference;
import dev.avenant.contracts.config.InternalTopics;
import dev.avenant.contracts.config.TopicContract;
import dev.avenant.operations.topics.TopicState;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code contracts.yaml} says of a topic beside what Kafka says, where the console was told where contracts are. */
@PerCluster
public class TopicContracts {

    private static final String RETENTION = "retention.ms";

    private final DeclaredContracts declared;
    private final Access access;

    TopicContracts(DeclaredContracts declared, Access access) {
        this.declared = declared;
        this.access = access;
    }

    /**
     * A topic beside its contract.
     *
     * @param contract null when there is none, or the file cannot be read
     * @param internal what is said of it when a service keeps it for itself; null when none does
     * @param problem why the file cannot be read, in a sentence; null when it can
     * @param differences where they differ
     */
    public record Comparison(
            @Nullable TopicContract contract,
            @Nullable InternalTopics internal,
            @Nullable String problem,
            List<Difference> differences) {

        public Comparison {
            differences = List.copyOf(differences);
        }

        /** Whether the topic is as its contract says. */
        public boolean isAlike() {
            return differences.isEmpty();
        }
    }

    /**
     * A topic held against its contract; null when the console was not told where contracts are.
     *
     * @param language of what is wrong with the file
     */
    public @Nullable Comparison of(String topic, TopicState details, Locale language) {
        access.requireTopic(topic);
        Declared contracts = declared.topics();
        if (!contracts.isConfigured()) {
            return null;
        }
        TopicContract contract = contracts.topics().get(topic);
        return new Comparison(
                contract,
                contracts.internal(topic).orElse(null),
                contracts.problem() == null
                        ? null
                        : ShownText.line(contracts.problem().in(language)),
                contract == null
                        ? List.of()
                        : Difference.ofSettings(
                                contract,
                                details.partitions().size(),
                                details.settings().get(RETENTION),
                                !details.isMissing("SETTINGS")));
    }
}
