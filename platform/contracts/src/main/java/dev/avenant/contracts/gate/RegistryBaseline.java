package dev.avenant.contracts.gate;

import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.compatibility.LevelCheck.Released;
import dev.avenant.contracts.config.TopicContract;
import dev.avenant.contracts.tree.Contract;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.api.RegisteredSchema;
import dev.avenant.registry.client.api.SchemaReference;
import dev.avenant.schema.SchemaSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** The versions that a registry has under the subjects of contracts, with those that they refer to. */
final class RegistryBaseline implements Baseline {
    private final String label;
    private final RegistryClient registry;
    private final Set<String> sharedSubjects;

    RegistryBaseline(String label, RegistryClient registry, ContractTree tree) {
        this.label = label;
        this.registry = registry;
        Set<String> seen = new HashSet<>();
        this.sharedSubjects = tree.all().stream()
                .map(Contract::subject)
                .filter(subject -> !seen.add(subject))
                .collect(Collectors.toSet());
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public List<Released> versionsOf(Contract contract) {
        return registered(contract).stream()
                .filter(version -> !isSame(contract, version.schema()))
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
                .flatMap(subject -> latest(registered(subject)))
                .map(version -> {
                    Schema schema = version.schema().schema();
                    String type = schema.getLogicalType() == null ? schema.getFullName() : schema.toString();
                    return new DeclaredKey(type, label, Optional.empty());
                });
    }

    private static Optional<Released> latest(List<Released> versions) {
        return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
    }

    /** A subject may hold schemas of several names, of which those of the contract's count. */
    private List<Released> registered(Contract contract) {
        List<Released> versions = registered(contract.subject());
        List<Released> ofItsName = versions.stream()
                .filter(version -> version.schema().schema().getFullName().equals(contract.fullName()))
                .toList();
        return ofItsName.isEmpty() && !sharedSubjects.contains(contract.subject()) ? versions : ofItsName;
    }

    private List<Released> registered(String subject) {
        List<Released> versions = new ArrayList<>();
        for (int number : registry.versions(subject)) {
            registry.version(subject, number)
                    .ifPresent(registered -> versions.add(new Released(
                            "registry v" + number,
                            compared(subject + " v" + number, registered, new LinkedHashMap<>()))));
        }
        return versions;
    }

    private static boolean isSame(Contract contract, ComparedSchema registered) {
        return contract.current()
                .filter(current -> current.schema().equals(registered.schema())
                        && current.schema()
                                .toString()
                                .equals(registered.schema().toString()))
                .isPresent();
    }

    private ComparedSchema compared(String name, RegisteredSchema registered, Map<String, Schema> known) {
        for (SchemaReference reference : registered.referencesOrNone()) {
            if (!known.containsKey(reference.name())) {
                registry.version(reference.subject(), reference.version()).ifPresent(used -> {
                    String usedName = reference.subject() + " v" + reference.version();
                    known.put(reference.name(), compared(usedName, used, known).schema());
                });
            }
        }
        SchemaSource source = SchemaSource.parse(name, registered.schema() == null ? "" : registered.schema());
        return ComparedSchema.of(source, known.values(), List.of());
    }
}
