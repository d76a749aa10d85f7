package dev.avenant.contracts.tree;

import dev.avenant.contracts.config.ContractsConfig;
import dev.avenant.contracts.config.ReaderContracts;
import dev.avenant.contracts.config.TopicContract;
import dev.avenant.contracts.files.ContractFiles;
import dev.avenant.contracts.lock.ContractLock;
import dev.avenant.finding.Severity;
import dev.avenant.schema.SchemaSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All contracts of a project, read and resolved: {@code contracts.yaml}, the lock, and every version of every event, key
 * and shared type. Reading never fails for what the files say; what is wrong is in {@link #problems()}, and the rest of the
 * tree is there all the same.
 *
 * @param config what {@code contracts.yaml} says
 * @param lock what was released
 * @param all every contract, shared types first, each type after the types it uses
 * @param problems what is wrong with the files, in the order of their places
 */
public record ContractTree(
        ContractFiles files,
        ContractsConfig config,
        ContractLock lock,
        List<Contract> all,
        List<GateFinding> problems) {
    public ContractTree {
        all = List.copyOf(all);
        problems = List.copyOf(problems);
    }

    /**
     * Reads a contracts folder.
     *
     * @throws dev.avenant.contracts.files.ContractsUnreadableException when the files cannot be reached
     */
    public static ContractTree load(ContractFiles files) {
        return new TreeReader(files).tree();
    }

    /** The same with other readers than {@code contracts.yaml} names. */
    public ContractTree withReaders(ReaderContracts readers) {
        return new ContractTree(files, config.withReaders(readers), lock, all, problems);
    }

    /** The contract of that name, in its simple or its full form; the first one when there are several. */
    public Optional<Contract> find(String name) {
        return named(name).stream().findFirst();
    }

    /** The contracts of that name; several when it is simple, and events of several topics have it. */
    public List<Contract> named(String name) {
        return all.stream()
                .filter(contract -> contract.name().equals(name)
                        || contract.fullName().equals(name)
                        || contract.folder().equals(name))
                .toList();
    }

    /** The contract that a line of the lock is about, if it is there. */
    public Optional<Contract> contractOf(ContractLock.Entry entry) {
        return all.stream()
                .filter(contract ->
                        lock.nameOf(contract.folder(), contract.fullName()).equals(entry.fullName()))
                .findFirst();
    }

    /** The contract of a topic's key; empty when the key is a plain value or its schema is not there. */
    public Optional<Contract> keyOf(TopicContract topic) {
        return all.stream()
                .filter(contract -> contract.isKey()
                        && contract.topic().filter(topic::equals).isPresent())
                .findFirst();
    }

    /** What a topic is keyed by: a plain type or the full name of the key's schema. */
    public String keyTypeOf(TopicContract topic) {
        return keyOf(topic).map(Contract::fullName).orElse(topic.key().type());
    }

    /** The types that events and keys share. */
    public List<Contract> types() {
        return all.stream().filter(Contract::isType).toList();
    }

    /**
     * The files whose types a schema of this tree can refer to, by the full names of the types: shared types; where nothing
     * says what is shared, any.
     */
    public Map<String, SchemaSource> referable() {
        Map<String, SchemaSource> referable = new LinkedHashMap<>();
        for (Contract contract : all) {
            SchemaSource source = contract.newest().source();
            if (contract.isType()) {
                referable.putIfAbsent(contract.fullName(), source);
            } else if (config.topics().isEmpty()) {
                source.definitions().forEach(type -> referable.putIfAbsent(type, source));
            }
        }
        return referable;
    }

    /** The events, without keys and shared types. */
    public List<Contract> events() {
        return all.stream().filter(Contract::isEvent).toList();
    }

    /** The events on a topic, in the order of {@code contracts.yaml}. */
    public List<Contract> eventsOn(TopicContract topic) {
        List<String> order = List.copyOf(topic.events().keySet());
        return events().stream()
                .filter(event -> event.topic().filter(topic::equals).isPresent())
                .sorted(Comparator.comparingInt(event -> order.indexOf(event.name())))
                .toList();
    }

    /** Whether something could not be read, so that a judgement would be of a part only. */
    public boolean hasErrors() {
        return problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
    }
}
