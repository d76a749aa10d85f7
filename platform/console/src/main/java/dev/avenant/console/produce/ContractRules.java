package dev.avenant.console.produce;

import dev.avenant.console.Messages;
import dev.avenant.console.cluster.PerCluster;
import dev.avenant.console.contracts.DeclaredContracts;
import dev.avenant.contracts.config.KeyContract;
import dev.avenant.contracts.config.SubjectNaming;
import dev.avenant.contracts.config.TopicContract;
import dev.avenant.operations.OperationException;
import dev.avenant.operations.events.EventDraft;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** What contracts say of events that are written by hand; where there is none, the names of subjects do. */
@PerCluster
class ContractRules {

    private static final Set<String> TEXTS = Set.of("string", "bytes");

    private final DeclaredContracts declared;

    ContractRules(DeclaredContracts declared) {
        this.declared = declared;
    }

    /**
     * The contract of a topic, if it has one.
     *
     * @throws OperationException if the file cannot be read, so that nothing is taken for allowed, or a service keeps the topic for
     *     itself
     */
    private Optional<TopicContract> contract(String topic) {
        DeclaredContracts.Declared contracts = declared.topics();
        if (contracts.problem() != null) {
            throw OperationException.couldNotRun(Messages.of("problem.stop", contracts.problem()));
        }
        contracts.internal(topic).ifPresent(internal -> {
            throw OperationException.wrongRequest(Messages.of("problem.produce-internal", topic, internal.owner()));
        });
        return Optional.ofNullable(contracts.topics().get(topic));
    }

    /**
     * The subjects that values of a topic may be of, by name.
     *
     * @param all the subjects of the registry
     * @throws OperationException if the file cannot be read
     */
    List<String> subjectsOf(String topic, List<String> all) {
        return contract(topic)
                .map(contract -> all.stream()
                        .filter(subject -> !subject.equals(topic + "-key"))
                        .filter(subject -> contract.events().entrySet().stream()
                                .anyMatch(event -> isOf(
                                        topic, event.getKey(), event.getValue().subject(), subject)))
                        .sorted()
                        .toList())
                .orElseGet(() -> EventDraft.subjectsOf(topic, all));
    }

    private static boolean isOf(String topic, String event, SubjectNaming naming, String subject) {
        boolean isNamed = naming.usesTopic()
                || !naming.hasPlaceholder()
                || subject.equals(event)
                || subject.endsWith("." + event);
        return isNamed && naming.covers(topic, "", subject);
    }

    /**
     * Lets through events of the contract of their topic, under the subject that it names; where it has none, those whose subject
     * is one of the topic or the record.
     *
     * @throws OperationException if it is another one
     */
    void requireEvent(EventDraft draft) {
        Optional<TopicContract> contract = contract(draft.topic());
        if (contract.isEmpty()) {
            draft.requireSubjectOfTopic();
            return;
        }
        Schema schema = draft.schema();
        String name = schema.getType() == Schema.Type.RECORD ? schema.getName() : "";
        TopicContract.EventContract event = contract.get().events().get(name);
        if (event == null) {
            throw OperationException.wrongRequest(Messages.of(
                    "problem.produce-event",
                    draft.topic(),
                    String.join(", ", contract.get().events().keySet()),
                    schema.getFullName()));
        }
        String subject = event.subject().valuesOf(draft.topic(), schema.getFullName());
        if (!subject.equals(draft.subject())) {
            throw OperationException.wrongRequest(
                    Messages.of("problem.produce-subject", draft.topic(), name, subject, draft.subject()));
        }
    }

    /**
     * Lets through keys as the contract of their topic has them.
     *
     * @param key as text; null for none
     * @throws OperationException if the key is another one
     */
    void requireKey(String topic, @Nullable String key) {
        contract(topic).map(TopicContract::key).ifPresent(contract -> requireKey(topic, contract, key));
    }

    private static void requireKey(String topic, KeyContract contract, @Nullable String key) {
        if (!TEXTS.contains(contract.type())) {
            throw OperationException.wrongRequest(Messages.of("problem.produce-key-type", topic, contract.type()));
        }
        if (key == null || key.isEmpty()) {
            throw OperationException.wrongRequest(
                    contract.meaning().isEmpty()
                            ? Messages.of("problem.produce-any-key", topic)
                            : Messages.of("problem.produce-key", topic, contract.meaning()));
        }
    }
}
