package dev.avenant.contracts;

import dev.avenant.checks.ComparedSchema;
import dev.avenant.checks.LevelCheck.Released;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.api.RegisteredSchema;
import dev.avenant.registry.client.api.SchemaReference;
import dev.avenant.schema.SchemaSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** What the current versions are held against. */
public interface Baseline {
    /** What a summary calls it, such as {@code released} or a registry's URL. */
    String label();

    /** The earlier versions of a contract, the latest last; none when it is not there. */
    List<Released> versionsOf(Contract contract);

    /** Lines of the lock that must still be there, since they were there once. */
    default List<ContractLock.Entry> locked() {
        return List.of();
    }

    /** What the lock says was released. */
    static Baseline released() {
        return new Baseline() {
            @Override
            public String label() {
                return "released";
            }

            @Override
            public List<Released> versionsOf(Contract contract) {
                List<Released> versions = releases(contract, contract);
                for (Release release : contract.unreleased()) {
                    if (!isCurrent(contract, release)) {
                        versions.add(new Released(release.label(), release.compared()));
                    }
                }
                return versions;
            }
        };
    }

    /**
     * What was current and what was released at another commit.
     *
     * @param label the revision
     */
    static Baseline tree(String label, ContractTree base) {
        return new Baseline() {
            @Override
            public String label() {
                return label;
            }

            @Override
            public List<Released> versionsOf(Contract contract) {
                List<Released> versions = new ArrayList<>();
                base.find(contract.folder()).ifPresent(then -> {
                    versions.addAll(releases(then, contract));
                    then.current()
                            .filter(current -> !then.isReleased() && !isCurrent(contract, current))
                            .ifPresent(current ->
                                    versions.add(new Released(label + ":" + current.label(), current.compared())));
                });
                return versions;
            }

            @Override
            public List<ContractLock.Entry> locked() {
                return base.lock().entries();
            }
        };
    }

    /** What a registry holds under each contract's subject. */
    static Baseline registry(String label, RegistryClient registry) {
        return new RegistryBaseline(label, registry);
    }

    private static List<Released> releases(Contract from, Contract against) {
        List<Released> versions = new ArrayList<>();
        for (Release release : from.releases()) {
            if (!isCurrent(against, release)) {
                versions.add(new Released(release.label(), release.compared()));
            }
        }
        return versions;
    }

    private static boolean isCurrent(Contract contract, Release release) {
        return contract.current()
                .filter(current -> current.isSameAs(release)
                        && current.version()
                                .source()
                                .fingerprint()
                                .equals(release.version().source().fingerprint()))
                .isPresent();
    }

    /** Reads the versions of subjects, with what they refer to. */
    final class RegistryBaseline implements Baseline {
        private final String label;
        private final RegistryClient registry;

        RegistryBaseline(String label, RegistryClient registry) {
            this.label = label;
            this.registry = registry;
        }

        @Override
        public String label() {
            return label;
        }

        @Override
        public List<Released> versionsOf(Contract contract) {
            List<Released> versions = new ArrayList<>();
            String subject = contract.subject();
            for (int number : registry.versions(subject)) {
                registry.version(subject, number).ifPresent(registered -> {
                    ComparedSchema schema = compared(subject + " v" + number, registered, new LinkedHashMap<>());
                    if (!isSame(contract, schema)) {
                        versions.add(new Released("registry v" + number, schema));
                    }
                });
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
                        known.put(
                                reference.name(),
                                compared(usedName, used, known).schema());
                    });
                }
            }
            SchemaSource source = SchemaSource.parse(name, registered.schema() == null ? "" : registered.schema());
            return ComparedSchema.of(source, known.values(), List.of());
        }
    }
}
