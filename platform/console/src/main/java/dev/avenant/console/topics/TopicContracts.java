package dev.avenant.console.topics;

import dev.avenant.console.ConsoleSettings;
import dev.avenant.console.ShownText;
import dev.avenant.console.access.Access;
import dev.avenant.contracts.config.ContractsConfig;
import dev.avenant.contracts.config.TopicContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What {@code contracts.yaml} says of topics, read afresh at each call, where the console was told where it is. */
@Component
public class TopicContracts {

    private static final String RETENTION = "retention.ms";

    private final @Nullable Path file;
    private final Access access;

    TopicContracts(ConsoleSettings settings, Access access) {
        this.access = access;
        this.file = settings.contracts();
    }

    /**
     * A topic beside its contract.
     *
     * @param contract null when there is none, or the file cannot be read
     * @param problem why the file cannot be read, in a sentence; null when it can
     * @param partitions how many the contract says where the topic has another number; null when they agree
     * @param retentionMs what the contract says where the topic has another setting; null when they agree
     */
    public record Comparison(
            @Nullable TopicContract contract,
            @Nullable String problem,
            @Nullable Integer partitions,
            @Nullable Long retentionMs) {

        /** Whether the topic is as its contract says. */
        public boolean isAlike() {
            return partitions == null && retentionMs == null;
        }
    }

    /** A topic held against its contract; null when the console was not told where contracts are. */
    public @Nullable Comparison of(String topic, TopicDetails.Details details) {
        access.requireTopic(topic);
        Path contracts = file;
        if (contracts == null) {
            return null;
        }
        try {
            String text = Files.readString(contracts, StandardCharsets.UTF_8);
            return comparison(
                    ContractsConfig.parse(contracts.toString(), text).topics().get(topic), details);
        } catch (IOException | RuntimeException unreadable) {
            return new Comparison(
                    null, ShownText.line("Could not read " + contracts + ": " + unreadable.getMessage()), null, null);
        }
    }

    private static Comparison comparison(@Nullable TopicContract contract, TopicDetails.Details details) {
        if (contract == null) {
            return new Comparison(null, null, null, null);
        }
        long wanted =
                contract.retention().map(retention -> retention.toMillis()).orElse(-1L);
        boolean isRetained = details.isMissing("SETTINGS")
                || String.valueOf(wanted).equals(details.settings().get(RETENTION));
        boolean isAsWide = contract.partitions() == details.partitions().size();
        return new Comparison(
                contract, null, isAsWide ? null : contract.partitions(), isRetained ? null : Long.valueOf(wanted));
    }
}
