package dev.avenant.contracts.gate;

import dev.avenant.compatibility.LevelCheck.Released;
import dev.avenant.contracts.config.ContractsConfig;
import dev.avenant.contracts.config.TopicContract;
import dev.avenant.contracts.registry.SubjectSearch;
import dev.avenant.contracts.registry.SubjectVersions;
import dev.avenant.contracts.tree.Contract;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.finding.ContractRule;
import dev.avenant.registry.client.RegistryClient;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * The versions that a registry has under the subjects of contracts, with those that they refer to. A contract that is not
 * under its subject is compared with the schema of its name under another, and the report says so.
 */
final class RegistryBaseline implements Baseline {
    private final String label;
    private final SubjectVersions versions;
    private final Set<String> sharedSubjects = new HashSet<>();
    private final SubjectSearch search;
    private final Map<String, List<String>> subjectsElsewhere = new HashMap<>();

    RegistryBaseline(String label, RegistryClient registry, ContractTree tree) {
        this.label = label;
        this.versions = new SubjectVersions(registry, (subject, number) -> "registry v" + number);
        Set<String> seen = new HashSet<>();
        tree.all().stream()
                .map(Contract::subject)
                .filter(subject -> !seen.add(subject))
                .forEach(sharedSubjects::add);
        this.search = SubjectSearch.of(
                tree, registry, contract -> !underItsSubject(contract).isEmpty());
        search.misplaced()
                .forEach(place -> subjectsElsewhere.put(place.contract().folder(), place.subjects()));
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public List<GateFinding> problems(ContractTree tree) {
        // without the file nobody can tell which subjects are expected
        boolean unreadable = tree.problems().stream()
                .anyMatch(problem -> problem.rule() == ContractRule.CONTRACTS_FILE
                        && problem.contract().equals(ContractsConfig.FILE));
        return unreadable ? List.of() : new RegistryFindings(label, tree, search).all();
    }

    @Override
    public List<Released> versionsOf(Contract contract) {
        return registered(contract).stream()
                .filter(version -> !contract.isCurrent(version.schema().schema()))
                .toList();
    }

    @Override
    public Optional<Released> latestOf(Contract contract) {
        return latest(registered(contract));
    }

    /** A plain key is registered nowhere; what stands under its subject all the same says that it was none. */
    @Override
    public Optional<DeclaredKey> keyOf(ContractTree tree, TopicContract topic) {
        if (!topic.key().isPlain()) {
            return Optional.empty();
        }
        return topic.key()
                .subject()
                .keysWithoutSchema(topic.name())
                .flatMap(subject -> latest(versions.of(subject)))
                .map(version -> {
                    Schema schema = version.schema().schema();
                    String type = schema.getLogicalType() == null ? schema.getFullName() : schema.toString();
                    return new DeclaredKey(type, label, Optional.empty());
                });
    }

    private static Optional<Released> latest(List<Released> versions) {
        return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
    }

    private List<Released> registered(Contract contract) {
        List<String> elsewhere = subjectsElsewhere.get(contract.folder());
        return elsewhere == null
                ? underItsSubject(contract)
                : elsewhere.stream()
                        .flatMap(subject -> versions.of(subject, contract.fullName()).stream())
                        .toList();
    }

    /** A subject may hold schemas of several names, of which those of the contract's count. */
    private List<Released> underItsSubject(Contract contract) {
        List<Released> ofItsName = versions.of(contract.subject(), contract.fullName());
        return ofItsName.isEmpty() && !sharedSubjects.contains(contract.subject())
                ? versions.of(contract.subject())
                : ofItsName;
    }
}
