package dev.avenant.contracts.discovery;

import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.compatibility.LevelCheck.Released;
import dev.avenant.contracts.discovery.FoundSchema.SchemaKey;
import dev.avenant.contracts.registry.RegisteredNames;
import dev.avenant.contracts.registry.SubjectVersions;
import dev.avenant.contracts.tree.Contract;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.finding.ContractRule;
import dev.avenant.finding.SourceLocation;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.text.Counted;
import java.util.List;

/** What a registry has of the schemas of a repository: those of their full names, under whatever subject. */
public final class RegisteredSchemas implements ComparedState {
    private static final int EXAMPLES = 10;

    private final String label;
    private final RegisteredNames names;
    private final SubjectVersions versions;

    private RegisteredSchemas(String label, RegisteredNames names, SubjectVersions versions) {
        this.label = label;
        this.names = names;
        this.versions = versions;
    }

    /**
     * Reads which schemas a registry has.
     *
     * @param label what messages call the registry, such as its URL
     * @throws dev.avenant.registry.client.RegistryException when it cannot be asked
     */
    public static RegisteredSchemas of(String label, RegistryClient registry) {
        return new RegisteredSchemas(
                label,
                RegisteredNames.in(registry),
                new SubjectVersions(registry, (subject, number) -> subject + " v" + number));
    }

    @Override
    public String label() {
        return label;
    }

    /** The versions of each subject that has schemas of the name, as far as the level asks for them. */
    @Override
    public List<List<Released>> versionsOf(
            SchemaKey key, List<FoundSchema> files, ComparedSchema current, CompatibilityLevel level) {
        String fullName = key.name();
        return names.subjectsOf(fullName).stream()
                .map(subject -> level.isTransitive()
                        ? versions.of(subject, fullName)
                        : versions.latestOf(subject, fullName).stream().toList())
                .toList();
    }

    @Override
    public boolean hasUnchanged(String path) {
        return false;
    }

    /** What stands in the way of comparing the schemas. */
    @Override
    public List<GateFinding> problems(List<Contract> contracts, boolean anyCompared, boolean anyProblem) {
        List<String> unknown = contracts.stream()
                .map(Contract::fullName)
                .filter(name -> names.subjectsOf(name).isEmpty())
                .distinct()
                .toList();
        List<String> examples = names.subjects(EXAMPLES);
        if (unknown.isEmpty()) {
            return List.of();
        }
        if (examples.isEmpty()) {
            return List.of(of(
                    ContractRule.NOT_REGISTERED,
                    label + " has no Avro schemas yet, so nothing was compared",
                    "Check against it when they are registered"));
        }
        String shown = String.join(", ", unknown.subList(0, Math.min(EXAMPLES, unknown.size())))
                + (unknown.size() > EXAMPLES ? " and " + (unknown.size() - EXAMPLES) + " more" : "");
        return unknown.size() < contracts.size()
                ? List.of(of(
                        ContractRule.NOT_REGISTERED,
                        shown + (unknown.size() == 1 ? " is" : " are") + " new to " + label
                                + ", under whatever subject, and compared with nothing",
                        "Register what is ready"))
                : List.of(of(
                        ContractRule.NOTHING_COMPARED,
                        "expected " + Counted.of(unknown.size(), "schema") + " in " + label
                                + " but found none of their names (" + shown + "); it has "
                                + String.join(", ", examples) + (examples.size() == EXAMPLES ? " and more" : ""),
                        "Correct the URL, or name other paths"));
    }

    private static GateFinding of(ContractRule rule, String message, String fix) {
        return GateFinding.of(rule, ".", SourceLocation.startOf("."), message, fix);
    }
}
