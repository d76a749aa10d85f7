package dev.avenant.contracts.gate;

import dev.avenant.compatibility.LevelCheck.Released;
import dev.avenant.contracts.config.TopicContract;
import dev.avenant.contracts.lock.ContractLock;
import dev.avenant.contracts.tree.Contract;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.contracts.tree.Release;
import dev.avenant.finding.SourceLocation;
import dev.avenant.registry.client.RegistryClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the current versions are held against. */
public interface Baseline {
    /** What a summary calls it, such as {@code released} or a registry's URL. */
    String label();

    /** The earlier versions of a contract, the latest last; none when it is not there. */
    List<Released> versionsOf(Contract contract);

    /** The latest version of a contract, which may be the same as the current one. */
    Optional<Released> latestOf(Contract contract);

    /** What a topic was keyed by; empty when it was not there or nothing says. */
    Optional<DeclaredKey> keyOf(ContractTree tree, TopicContract topic);

    /** The lock of which every line must still be there, since it was there once. */
    default ContractLock locked() {
        return ContractLock.empty();
    }

    /**
     * What a topic was keyed by.
     *
     * @param type a plain type or the full name of a schema
     * @param label who says so
     * @param location where it is written
     */
    record DeclaredKey(String type, String label, Optional<SourceLocation> location) {}

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

            @Override
            public Optional<Released> latestOf(Contract contract) {
                return contract.lastRelease().map(release -> new Released(release.label(), release.compared()));
            }

            @Override
            public Optional<DeclaredKey> keyOf(ContractTree tree, TopicContract topic) {
                return tree.lock()
                        .keyOf(topic.name())
                        .map(key -> new DeclaredKey(key.type(), ContractLock.FILE, Optional.of(key.location())));
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
            public Optional<Released> latestOf(Contract contract) {
                return base.find(contract.folder())
                        .flatMap(Contract::current)
                        .map(current -> new Released(label + ":" + current.label(), current.compared()));
            }

            @Override
            public Optional<DeclaredKey> keyOf(ContractTree tree, TopicContract topic) {
                return Optional.ofNullable(base.contracts().topics().get(topic.name()))
                        .map(then -> new DeclaredKey(
                                base.keyTypeOf(then),
                                label,
                                Optional.of(then.key().location())));
            }

            @Override
            public ContractLock locked() {
                return base.lock();
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
}
