package dev.avenant.contracts.tree;

import dev.avenant.contracts.config.ContractsConfig;
import dev.avenant.contracts.files.ContractFiles;
import dev.avenant.contracts.lock.ContractLock;
import dev.avenant.contracts.text.ContractText;
import dev.avenant.finding.ContractRule;
import dev.avenant.finding.Finding;
import dev.avenant.finding.Severity;
import dev.avenant.finding.SourceLocation;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.text.Sentence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must hold between the files: the lock and the schemas, {@code contracts.yaml} and the folders. */
final class TreeRules {
    private final ContractFiles files;
    private final ContractsConfig contracts;
    private final ContractLock lock;
    private final List<Contract> all;
    private final Set<String> unreadable;
    private final List<GateFinding> problems = new ArrayList<>();

    /**
     * @param tree all that was read, of which the problems are not asked
     * @param unreadable the files of the two that could not be read, about which nothing more is said
     */
    TreeRules(ContractTree tree, Set<String> unreadable) {
        this.unreadable = Set.copyOf(unreadable);
        this.files = tree.files();
        this.contracts = tree.config();
        this.lock = tree.lock();
        this.all = tree.all();
    }

    List<GateFinding> problems() {
        Map<String, Contract> byName = new HashMap<>();
        for (Contract contract : all) {
            Contract other = byName.put(lock.nameOf(contract.folder(), contract.fullName()), contract);
            if (other != null) {
                error(
                        ContractRule.FULL_NAME_TAKEN,
                        contract,
                        start(contract),
                        ContractText.of("tree.name-taken", contract.fullName(), other.folder()),
                        "Rename one of the two");
            }
            listed(contract);
            names(contract);
            numbers(contract);
            faults(contract);
        }
        subjects();
        missingSchemas();
        for (ContractLock.Entry entry : lock.entries()) {
            locked(entry, byName.get(entry.fullName()));
        }
        return problems;
    }

    /** A registry takes schemas of several names under one subject only where it compares none of them. */
    private void subjects() {
        Map<String, Contract> first = new HashMap<>();
        Set<String> comparing = new HashSet<>();
        all.stream()
                .filter(contract -> contract.level() != CompatibilityLevel.NONE)
                .forEach(contract -> comparing.add(contract.subject()));
        for (Contract contract :
                all.stream().sorted(Comparator.comparing(Contract::folder)).toList()) {
            Contract other = first.putIfAbsent(contract.subject(), contract);
            boolean isSaidAlready = other != null && other.fullName().equals(contract.fullName());
            if (other != null && !isSaidAlready && comparing.contains(contract.subject())) {
                error(
                        ContractRule.SUBJECT_SHARED,
                        contract,
                        start(contract),
                        ContractText.of("tree.subject-shared", contract.name(), contract.subject(), other.folder()),
                        "Set \"subject: TopicRecordName\" for the topic, or \"compatibility: NONE\" for all that"
                                + " share the subject");
            }
        }
    }

    private void listed(Contract contract) {
        if (contract.isKey() || unreadable.contains(ContractsConfig.FILE)) {
            return;
        }
        boolean listed = contract.isEvent()
                ? contract.topic()
                        .filter(topic -> topic.events().containsKey(contract.name()))
                        .isPresent()
                : contracts.types().containsKey(contract.name());
        if (!listed) {
            String under = contract.isEvent() ? "topics." + contract.parentFolder() + ".events" : "types";
            error(
                    ContractRule.NOT_LISTED,
                    contract,
                    start(contract),
                    ContractText.of("tree.not-listed", contract.name(), under, ContractsConfig.FILE),
                    "Add it there, with " + (contract.isEvent() ? "its consumers" : "its owner"));
        }
    }

    private void names(Contract contract) {
        for (ContractVersion version : contract.versions()) {
            String found = version.source().fullName().orElse("");
            if (!found.equals(contract.fullName())) {
                error(
                        ContractRule.FULL_NAME_CHANGED,
                        contract,
                        version.source().start(),
                        found.isEmpty()
                                ? ContractText.of("tree.no-name", contract.fullName())
                                : ContractText.of("tree.name-changed", contract.fullName(), found),
                        "Keep the name; another name is another event, with a folder of its own");
            } else if (!found.substring(found.lastIndexOf('.') + 1).equals(contract.name())
                    && contract.versions().stream().noneMatch(ContractVersion::imported)) {
                error(
                        ContractRule.NAME_DIFFERS_FROM_FOLDER,
                        contract,
                        version.source()
                                .locationOf(found)
                                .orElse(version.source().start()),
                        ContractText.of("tree.folder-name", contract.name(), found),
                        "Rename the folder or the schema");
                return;
            }
        }
    }

    private void numbers(Contract contract) {
        Set<Integer> released = new HashSet<>();
        lock.entriesOf(lock.nameOf(contract.folder(), contract.fullName()))
                .forEach(entry -> released.add(entry.version()));
        int expected = 1;
        int newest = contract.newest().number();
        for (ContractVersion version : contract.versions()) {
            if (version.number() != expected
                    && !released.contains(version.number() - 1)
                    && !(version.imported() && released.contains(version.number()))) {
                error(
                        ContractRule.VERSION_GAP,
                        contract,
                        version.source().start(),
                        ContractText.of("tree.gap", String.valueOf(expected), String.valueOf(version.number())),
                        "Number the versions one by one");
            }
            if (version.number() != newest && !released.isEmpty() && !released.contains(version.number())) {
                error(
                        ContractRule.TWO_UNRELEASED,
                        contract,
                        version.source().start(),
                        ContractText.of(
                                "tree.two-unreleased", String.valueOf(version.number()), String.valueOf(newest)),
                        "Run avenant release for one version before the next is begun, or make one file of the two");
            }
            expected = version.number() + 1;
        }
        if (contract.current().isPresent() && !contract.isReleased() && !unreadable.contains(ContractLock.FILE)) {
            problems.add(GateFinding.of(
                    ContractRule.UNRELEASED,
                    contract.folder(),
                    contract.newest().source().start(),
                    ContractText.of(
                            released.contains(newest) ? "tree.unreleased-with-types" : "tree.unreleased",
                            contract.name() + " v" + newest,
                            ContractLock.FILE),
                    "Run avenant release when it is ready to be merged"));
        }
    }

    private void faults(Contract contract) {
        for (ContractVersion version : contract.versions()) {
            for (Finding fault : version.source().faults()) {
                // what was taken over cannot be mended any more
                Severity severity = version.imported() ? Severity.WARN : fault.severity();
                problems.add(GateFinding.of(
                        fault.toBuilder()
                                .path(contract.folder())
                                .severity(severity)
                                .build(),
                        contract.folder()));
            }
        }
    }

    private void missingSchemas() {
        Set<String> folders = new HashSet<>();
        all.forEach(contract -> folders.add(contract.folder()));
        contracts
                .topics()
                .values()
                .forEach(topic -> topic.events().values().forEach(event -> {
                    missing(folders, topic.name() + "/" + event.name(), event.location());
                }));
        contracts.types().values().forEach(type -> {
            missing(folders, Contract.TYPES_FOLDER + "/" + type.name(), type.location());
        });
    }

    private void missing(Set<String> folders, String folder, SourceLocation location) {
        if (!folders.contains(folder) && files.read(folder + "/v1.avsc").isEmpty()) {
            problems.add(GateFinding.of(
                    ContractRule.NO_SCHEMA,
                    folder,
                    location,
                    ContractText.of("tree.no-schema", folder + "/v1.avsc"),
                    "Write it, or remove the entry"));
        }
    }

    private void locked(ContractLock.Entry entry, @Nullable Contract contract) {
        ContractVersion version =
                contract == null ? null : contract.version(entry.version()).orElse(null);
        if (contract == null || version == null) {
            problems.add(GateFinding.of(
                    ContractRule.RELEASED_VERSION_GONE,
                    entry.fullName(),
                    entry.location(),
                    ContractText.of("tree.gone", entry.fullName() + " v" + entry.version()),
                    "Restore the file from git; a released version is never removed"));
        } else if (!version.source().fingerprint().equals(entry.fingerprint())) {
            error(
                    ContractRule.RELEASED_VERSION_CHANGED,
                    contract,
                    version.source().start(),
                    ContractText.of(
                            "tree.changed",
                            "v" + entry.version(),
                            entry.location().toString()),
                    "Restore it from git and make the change in a new version: avenant new " + contract.name());
        }
    }

    private SourceLocation start(Contract contract) {
        return contract.newest().source().start();
    }

    private void error(ContractRule rule, Contract contract, SourceLocation location, Sentence said, String fix) {
        problems.add(GateFinding.of(rule, contract.folder(), location, said, fix));
    }
}
