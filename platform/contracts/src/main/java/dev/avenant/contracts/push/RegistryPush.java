package dev.avenant.contracts.push;

import dev.avenant.contracts.lock.ContractLock;
import dev.avenant.contracts.tree.Contract;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.contracts.tree.Release;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.registry.client.api.RegisteredSchema;
import dev.avenant.registry.client.api.SchemaReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Brings a registry to what the lock says was released: every release in the order of the lock, types before what uses
 * them. Idempotent: what is registered already is left as it is, so a push that was cut off is simply run again.
 * Failures of the registry are thrown as {@link dev.avenant.registry.client.RegistryException}; nobody retries.
 */
public final class RegistryPush {
    private final RegistryClient registry;
    private final boolean writes;
    private final RegisteredVersions registered = new RegisteredVersions();
    private ImportedReleases imported = ImportedReleases.none();

    /** What happens to one release. */
    public enum Outcome {
        /** It is registered already. */
        PRESENT,
        /** It was registered now, or would be without a dry run. */
        REGISTERED,
        /** The subject's level was set, or would be. */
        LEVEL_SET
    }

    /**
     * One step of a push.
     *
     * @param what the release or the level
     * @param id the schema's id, when it is known
     * @param version the schema's version under the subject, when it is known
     */
    public record Step(Outcome outcome, String subject, String what, Optional<Integer> id, Optional<Integer> version) {
        private static Step of(Outcome outcome, String subject, String what) {
            return new Step(outcome, subject, what, Optional.empty(), Optional.empty());
        }

        /**
         * What to tell people of it.
         *
         * @param writes whether it was done, or only would be
         */
        public String sentence(boolean writes) {
            String known = id.map(number -> " (id " + number + ")").orElse("");
            return switch (outcome) {
                case PRESENT -> subject + ": " + what + " is there" + known;
                case REGISTERED -> (writes ? "registered " : "would register ") + what + " as " + subject + known;
                case LEVEL_SET -> (writes ? "set " : "would set ") + what + " for " + subject;
            };
        }
    }

    private RegistryPush(RegistryClient registry, boolean writes) {
        this.registry = registry;
        this.writes = writes;
    }

    /** A push that writes to the registry; it is used once. */
    public static RegistryPush to(RegistryClient registry) {
        return new RegistryPush(registry, true);
    }

    /** A push that only says what would happen; it is used once. */
    public static RegistryPush dryRun(RegistryClient registry) {
        return new RegistryPush(registry, false);
    }

    /**
     * Registers what was released.
     *
     * @param onStep told of each step when it is done
     */
    public List<Step> pushReleased(ContractTree tree, Consumer<Step> onStep) {
        imported = new ImportedReleases(tree.files());
        List<Step> steps = new ArrayList<>();
        for (ContractLock.Entry entry : tree.lock().entries()) {
            tree.contractOf(entry)
                    .ifPresent(contract -> contract.releaseOf(entry)
                            .ifPresent(release -> steps.addAll(push(contract, release, onStep))));
        }
        return steps;
    }

    /**
     * Registers what was released, and then what is current and not released yet, for a registry that serves one
     * developer.
     *
     * @param onStep told of each step when it is done
     */
    public List<Step> pushReleasedAndCurrent(ContractTree tree, Consumer<Step> onStep) {
        List<Step> steps = pushReleased(tree, onStep);
        for (Contract contract : tree.all()) {
            contract.current()
                    .filter(current -> !contract.isReleased())
                    .ifPresent(current -> steps.addAll(push(contract, current, onStep)));
        }
        return steps;
    }

    private List<Step> push(Contract contract, Release release, Consumer<Step> onStep) {
        List<Step> steps = new ArrayList<>();
        if (registered.isFirstOf(contract.subject())) {
            level(contract.subject(), contract.level(), imported.followsRegistry(contract.subject()))
                    .ifPresent(steps::add);
        }
        steps.add(release(contract, release));
        steps.forEach(onStep);
        return steps;
    }

    private Step release(Contract contract, Release release) {
        String subject = contract.subject();
        String label = label(contract, release);
        Optional<SchemaDefinition> definition = imported.referencesOf(release, registered)
                .or(() -> registered.referencesOf(release))
                .map(references -> define(release, references));
        Optional<RegisteredSchema> present = imported.find(registry, contract, release)
                .or(() -> definition.flatMap(known -> registry.lookup(subject, known, false)));
        if (present.isPresent()) {
            return done(Outcome.PRESENT, contract, release, present.get());
        }
        return writes
                ? done(
                        Outcome.REGISTERED,
                        contract,
                        release,
                        register(subject, definition.orElseGet(() -> define(release, List.of()))))
                : Step.of(Outcome.REGISTERED, subject, label);
    }

    private static SchemaDefinition define(Release release, List<SchemaReference> references) {
        return new SchemaDefinition(release.version().source().text(), references);
    }

    /** Registers a schema; an older registry answers with the id only, so its version is asked for. */
    private RegisteredSchema register(String subject, SchemaDefinition definition) {
        RegisteredSchema answer = registry.register(subject, definition, false);
        return answer.version() == null
                ? registry.lookup(subject, definition, false).orElse(answer)
                : answer;
    }

    private Step done(Outcome outcome, Contract contract, Release release, RegisteredSchema schema) {
        Optional<Integer> version = Optional.ofNullable(schema.version());
        version.ifPresent(number -> registered.add(contract, release, number));
        return new Step(
                outcome, contract.subject(), label(contract, release), Optional.ofNullable(schema.id()), version);
    }

    private Optional<Step> level(String subject, CompatibilityLevel wanted, boolean followsRegistry) {
        Optional<CompatibilityLevel> found = registry.level(subject);
        if (found.filter(wanted::equals).isPresent()
                || (followsRegistry && found.isEmpty() && registry.globalLevel() == wanted)) {
            return Optional.empty();
        }
        if (writes) {
            registry.setLevel(subject, wanted);
        }
        return Optional.of(Step.of(Outcome.LEVEL_SET, subject, "compatibility " + wanted));
    }

    /** {@code OrderPlaced v2 with Money v1}. */
    private static String label(Contract contract, Release release) {
        List<String> types = new ArrayList<>();
        release.types().forEach((name, number) -> types.add(name.substring(name.lastIndexOf('.') + 1) + " v" + number));
        return contract.name() + " " + release.label() + (types.isEmpty() ? "" : " with " + String.join(", ", types));
    }
}
