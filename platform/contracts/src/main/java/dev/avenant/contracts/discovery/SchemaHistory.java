package dev.avenant.contracts.discovery;

import dev.avenant.contracts.files.ContractFiles;
import dev.avenant.contracts.files.GitRepository;
import dev.avenant.contracts.files.GitRepository.Commit;
import dev.avenant.contracts.gate.GateReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What each commit of a repository did to the readers of its schemas. */
public final class SchemaHistory {
    private static final List<String> SCHEMA_FILES = List.of("*.avsc", "*.avpr", "*.avdl");

    private SchemaHistory() {}

    /** A commit, and the check of its schemas against those of the commit before it. */
    public record CheckedCommit(Commit commit, GateReport report) {}

    /**
     * Checks each commit up to HEAD that changed a schema file, the oldest first.
     *
     * @param after the revision after which they begin; empty for all
     */
    public static List<CheckedCommit> check(
            GitRepository repository, Optional<String> after, DiscoveredCheck.Settings settings) {
        List<CheckedCommit> checked = new ArrayList<>();
        String label = after.orElse("nothing");
        DiscoveredSchemas before =
                DiscoveredSchemas.read(after.map(revision -> repository.at(revision, UnaryOperator.identity()))
                        .orElse(ContractFiles.of(Map.of())));
        for (Commit commit : repository.commits(after, "HEAD", SCHEMA_FILES)) {
            DiscoveredSchemas now =
                    DiscoveredSchemas.read(repository.at(commit.id(), UnaryOperator.identity()), before);
            checked.add(
                    new CheckedCommit(commit, DiscoveredCheck.check(now, new EarlierSchemas(label, before), settings)));
            before = now;
            label = commit.shortId();
        }
        return checked;
    }
}
