package dev.avenant.contracts;

import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.registry.client.api.RegisteredSchema;
import dev.avenant.registry.client.api.SchemaReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Brings a registry to what the lock says was released: every release in the order of the lock, types before what uses
 * them. Idempotent: what is registered already is left as it is, so a push that was cut off is simply run again.
 * Failures of the registry are thrown as {@link dev.avenant.registry.client.RegistryException}; nobody retries.
 */
public final class RegistryPush {
    private final RegistryClient registry;
    private final boolean apply;
    private final Map<String, Optional<Integer>> registered = new HashMap<>();

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
    public record Step(Outcome outcome, String subject, String what, Optional<Integer> id, Optional<Integer> version) {}

    /** @param apply whether to write to the registry; otherwise only what would happen is said */
    public RegistryPush(RegistryClient registry, boolean apply) {
        this.registry = registry;
        this.apply = apply;
    }

    /**
     * Registers what was released, and with {@code unreleased} also what is current and not released yet, for a
     * registry that serves one developer.
     *
     * @param onStep told of each step when it is done
     */
    public List<Step> push(ContractTree tree, boolean unreleased, Consumer<Step> onStep) {
        List<Step> steps = new ArrayList<>();
        Consumer<Step> done = step -> {
            steps.add(step);
            onStep.accept(step);
        };
        for (ContractLock.Entry entry : tree.lock().entries()) {
            tree.find(entry.fullName())
                    .ifPresent(contract -> contract.releases().stream()
                            .filter(release -> release.version().number() == entry.version()
                                    && release.types().equals(entry.types()))
                            .findFirst()
                            .ifPresent(release -> release(contract, release, done)));
        }
        if (unreleased) {
            for (Contract contract : tree.all()) {
                contract.current()
                        .filter(current -> !contract.isReleased())
                        .ifPresent(current -> release(contract, current, done));
            }
        }
        return steps;
    }

    private void release(Contract contract, Release release, Consumer<Step> done) {
        String subject = contract.subject();
        boolean first = registered.keySet().stream().noneMatch(key -> key.startsWith(subject + " "));
        if (first) {
            level(subject, contract.level()).ifPresent(done);
        }
        Optional<List<SchemaReference>> references = references(release);
        String label = label(contract, release);
        Optional<RegisteredSchema> present = references.flatMap(known -> registry.lookup(
                subject, new SchemaDefinition(release.version().source().text(), known), false));
        if (present.isPresent()) {
            remember(contract, release, present.get());
            done.accept(new Step(
                    Outcome.PRESENT,
                    subject,
                    label,
                    Optional.ofNullable(present.get().id()),
                    Optional.ofNullable(present.get().version())));
        } else if (apply) {
            SchemaDefinition definition =
                    new SchemaDefinition(release.version().source().text(), references.orElse(List.of()));
            RegisteredSchema answer = registry.register(subject, definition, false);
            if (answer.version() == null) {
                answer = registry.lookup(subject, definition, false).orElse(answer);
            }
            remember(contract, release, answer);
            done.accept(new Step(
                    Outcome.REGISTERED,
                    subject,
                    label,
                    Optional.ofNullable(answer.id()),
                    Optional.ofNullable(answer.version())));
        } else {
            registered.put(key(contract.subject(), release), Optional.empty());
            done.accept(new Step(Outcome.REGISTERED, subject, label, Optional.empty(), Optional.empty()));
        }
    }

    private Optional<Step> level(String subject, CompatibilityLevel wanted) {
        if (registry.level(subject).filter(wanted::equals).isPresent()) {
            return Optional.empty();
        }
        if (apply) {
            registry.setLevel(subject, wanted);
        }
        return Optional.of(
                new Step(Outcome.LEVEL_SET, subject, "compatibility " + wanted, Optional.empty(), Optional.empty()));
    }

    /** The references of the release by their versions in this registry; empty when one is not registered yet. */
    private Optional<List<SchemaReference>> references(Release release) {
        List<SchemaReference> references = new ArrayList<>();
        for (String name : release.version().source().references()) {
            // a shared type's subject is its full name
            Optional<Integer> version = registered.entrySet().stream()
                    .filter(entry -> entry.getKey()
                            .startsWith(name + " v" + release.types().get(name) + " "))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(Optional.empty());
            if (version.isEmpty()) {
                return Optional.empty();
            }
            references.add(new SchemaReference(name, name, version.get()));
        }
        return Optional.of(references);
    }

    private void remember(Contract contract, Release release, RegisteredSchema answer) {
        registered.put(key(contract.subject(), release), Optional.ofNullable(answer.version()));
    }

    private static String key(String subject, Release release) {
        return subject + " v" + release.version().number() + " " + release.types();
    }

    private static String label(Contract contract, Release release) {
        StringBuilder label = new StringBuilder(contract.name())
                .append(" v")
                .append(release.version().number());
        List<String> types = new ArrayList<>();
        release.types().forEach((name, number) -> types.add(name.substring(name.lastIndexOf('.') + 1) + " v" + number));
        if (!types.isEmpty()) {
            label.append(" with ").append(String.join(", ", types));
        }
        return label.toString();
    }
}
