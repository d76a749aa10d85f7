package dev.avenant.contracts;

import dev.avenant.schema.SchemaFault;
import dev.avenant.schema.SourceLocation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must hold between the files: the lock and the schemas, {@code contracts.yaml} and the folders. */
final class TreeRules {
    private final ContractFiles files;
    private final Contracts contracts;
    private final ContractLock lock;
    private final List<Contract> all;
    private final Set<String> unreadable;
    private final List<ContractProblem> problems = new ArrayList<>();

    /**
     * @param tree all that was read, of which the problems are not asked
     * @param unreadable the files of the two that could not be read, about which nothing more is said
     */
    TreeRules(ContractTree tree, Set<String> unreadable) {
        this.unreadable = Set.copyOf(unreadable);
        this.files = tree.files();
        this.contracts = tree.contracts();
        this.lock = tree.lock();
        this.all = tree.all();
    }

    List<ContractProblem> problems() {
        Map<String, Contract> byFullName = new HashMap<>();
        for (Contract contract : all) {
            Contract other = byFullName.put(contract.fullName(), contract);
            if (other != null) {
                error(
                        "full-name-taken",
                        contract,
                        start(contract),
                        "expected a full name of its own but found " + contract.fullName() + ", which " + other.folder()
                                + " has too",
                        "Rename one of the two");
            }
            listed(contract);
            names(contract);
            numbers(contract);
            faults(contract);
        }
        missingSchemas();
        for (ContractLock.Entry entry : lock.entries()) {
            locked(entry, byFullName.get(entry.fullName()));
        }
        return problems;
    }

    private void listed(Contract contract) {
        if (contract.isKey() || unreadable.contains(Contracts.FILE)) {
            return;
        }
        boolean listed = contract.isEvent()
                ? contract.topic()
                        .filter(topic -> topic.events().containsKey(contract.name()))
                        .isPresent()
                : contracts.types().containsKey(contract.name());
        if (!listed) {
            String under = contract.isEvent()
                    ? "topics."
                            + contract.folder().substring(0, contract.folder().indexOf('/')) + ".events"
                    : "types";
            error(
                    "not-listed",
                    contract,
                    start(contract),
                    "expected " + contract.name() + " under " + under + " in " + Contracts.FILE + " but found none",
                    "Add it there, with " + (contract.isEvent() ? "its consumers" : "its owner"));
        }
    }

    private void names(Contract contract) {
        for (ContractVersion version : contract.versions()) {
            String found = version.source().fullName().orElse("");
            if (!found.equals(contract.fullName())) {
                error(
                        "full-name-changed",
                        contract,
                        version.source().start(),
                        "expected the full name " + contract.fullName() + " in every version but found "
                                + (found.isEmpty() ? "no name" : found),
                        "Keep the name; another name is another event, with a folder of its own");
            } else if (!found.substring(found.lastIndexOf('.') + 1).equals(contract.name())) {
                error(
                        "name-differs-from-folder",
                        contract,
                        version.source()
                                .locationOf(found)
                                .orElse(version.source().start()),
                        "expected the name " + contract.name() + ", as its folder is called, but found " + found,
                        "Rename the folder or the schema");
                return;
            }
        }
    }

    private void numbers(Contract contract) {
        Set<Integer> released = new HashSet<>();
        lock.entriesOf(contract.fullName()).forEach(entry -> released.add(entry.version()));
        int expected = 1;
        int newest = contract.versions().get(contract.versions().size() - 1).number();
        for (ContractVersion version : contract.versions()) {
            if (version.number() != expected && !released.contains(version.number() - 1)) {
                error(
                        "version-gap",
                        contract,
                        version.source().start(),
                        "expected v" + expected + ".avsc next but found v" + version.number() + ".avsc",
                        "Number the versions one by one");
            }
            if (version.number() != newest && !released.isEmpty() && !released.contains(version.number())) {
                error(
                        "two-unreleased",
                        contract,
                        version.source().start(),
                        "expected only the newest version to be unreleased but found v" + version.number() + " beside v"
                                + newest,
                        "Run avenant release for one version before the next is begun, or make one file of the two");
            }
            expected = version.number() + 1;
        }
        if (contract.current().isPresent() && !contract.isReleased() && !unreadable.contains(ContractLock.FILE)) {
            String with = released.contains(newest) ? " with the newest types" : "";
            problems.add(ContractProblem.warning(
                    "unreleased",
                    contract.folder(),
                    contract.versions()
                            .get(contract.versions().size() - 1)
                            .source()
                            .start(),
                    contract.name() + " v" + newest + with + " is not in " + ContractLock.FILE,
                    "Run avenant release when it is ready to be merged"));
        }
    }

    private void faults(Contract contract) {
        for (ContractVersion version : contract.versions()) {
            for (SchemaFault fault : version.source().faults()) {
                problems.add(ContractProblem.error(
                        fault.kind().ruleId(), contract.folder(), fault.location(), fault.message(), fault.fix()));
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
            problems.add(ContractProblem.error(
                    "no-schema",
                    folder,
                    location,
                    "expected the schema " + folder + "/v1.avsc but found none",
                    "Write it, or remove the entry"));
        }
    }

    private void locked(ContractLock.Entry entry, @Nullable Contract contract) {
        ContractVersion version =
                contract == null ? null : contract.version(entry.version()).orElse(null);
        if (contract == null || version == null) {
            problems.add(ContractProblem.error(
                    "released-version-gone",
                    entry.fullName(),
                    entry.location(),
                    "expected the released schema " + entry.fullName() + " v" + entry.version()
                            + " but its file is gone or unreadable",
                    "Restore the file from git; a released version is never removed"));
        } else if (!version.source().fingerprint().equals(entry.fingerprint())) {
            error(
                    "released-version-changed",
                    contract,
                    version.source().start(),
                    "expected v" + entry.version() + " as it was released (" + entry.location()
                            + ") but it was changed",
                    "Restore it from git and make the change in a new version: avenant new " + contract.name());
        }
    }

    private SourceLocation start(Contract contract) {
        return contract.versions().get(contract.versions().size() - 1).source().start();
    }

    private void error(String rule, Contract contract, SourceLocation location, String message, String fix) {
        problems.add(ContractProblem.error(rule, contract.folder(), location, message, fix));
    }
}
