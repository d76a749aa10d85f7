package dev.avenant.console.contracts;

import dev.avenant.console.AccessRefusedException;
import dev.avenant.console.Messages;
import dev.avenant.console.ShownText;
import dev.avenant.console.access.Access;
import dev.avenant.console.access.Permissions;
import dev.avenant.console.cluster.PerCluster;
import dev.avenant.console.contracts.Catalogue.Catalogued;
import dev.avenant.console.registry.RegistryAwayException;
import dev.avenant.console.registry.RegistryQuestions;
import dev.avenant.console.registry.RejectedQuestionException;
import dev.avenant.contracts.push.RegistryDrift;
import dev.avenant.contracts.tree.Contract;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.text.Sentence;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the files of contracts, the registry and Kafka's topics differ. When one of them is away, the others are compared
 * all the same.
 */
@PerCluster
public class Drift {

    private final Catalogue catalogue;
    private final DeclaredContracts declared;
    private final RegistryQuestions registry;
    private final Access access;

    Drift(Catalogue catalogue, DeclaredContracts declared, RegistryQuestions registry, Access access) {
        this.catalogue = catalogue;
        this.declared = declared;
        this.registry = registry;
        this.access = access;
    }

    /**
     * What differs.
     *
     * @param catalogue the topics beside their contracts
     * @param files what is wrong in the files, a line each
     * @param haveFilesErrors whether something in them is an error, so that they are not compared with the registry
     * @param registered what the registry has otherwise; null when it was not compared
     * @param unregistered why the registry was not compared although there are contracts; null when it was
     */
    public record Found(
            Catalogued catalogue,
            List<String> files,
            boolean haveFilesErrors,
            @Nullable Registered registered,
            @Nullable Sentence unregistered) {

        public Found {
            files = List.copyOf(files);
        }
    }

    /**
     * How the registry differs from what was released.
     *
     * @param same how many released versions are registered as they should be
     * @param lines of each kind of which there are some
     * @param setting what to write into {@code contracts.yaml}; null when nothing
     */
    public record Registered(
            int same,
            Map<RegistryDrift.Kind, List<String>> lines,
            @Nullable String setting) {
        static Registered of(RegistryDrift drift, Locale language) {
            Map<RegistryDrift.Kind, List<String>> lines = new EnumMap<>(RegistryDrift.Kind.class);
            for (RegistryDrift.Kind kind : RegistryDrift.Kind.values()) {
                List<String> ofKind = drift.lines(kind).stream()
                        .map(line -> ShownText.line(line.in(language)))
                        .toList();
                if (!ofKind.isEmpty()) {
                    lines.put(kind, ofKind);
                }
            }
            return new Registered(
                    drift.same(),
                    lines,
                    drift.setting()
                            .map(setting -> ShownText.line(setting.in(language)))
                            .orElse(null));
        }
    }

    /**
     * Looks at all three, and changes nothing.
     *
     * @param language of what is said of the files and the registry
     */
    public Found read(Locale language) {
        Catalogued topics = catalogue.read();
        ContractTree tree = declared.tree().orElse(null);
        if (tree == null || topics.problem() != null) {
            return new Found(topics, List.of(), false, null, null);
        }
        List<String> files = tree.problems().stream()
                .filter(problem -> isSeen(problem, tree))
                .map(problem -> line(problem, tree, language))
                .toList();
        if (tree.hasErrors()) {
            return new Found(topics, files, true, null, null);
        }
        try {
            RegistryDrift drift = registry.ask(client -> RegistryDrift.between(tree, client));
            return new Found(topics, files, false, Registered.of(drift.of(access.mine()::seesSubject), language), null);
        } catch (RegistryAwayException | RejectedQuestionException | AccessRefusedException failed) {
            return new Found(topics, files, false, null, Messages.of(failed));
        }
    }

    /** What is of no schema may name any. */
    private boolean isSeen(GateFinding problem, ContractTree tree) {
        Permissions mine = access.mine();
        Optional<Contract> about = tree.all().stream()
                .filter(contract -> contract.folder().equals(problem.contract()))
                .findFirst();
        return (mine.seesAllSubjects() && mine.seesAllTopics())
                || about.filter(contract -> isSeen(contract, mine)).isPresent();
    }

    /** Without the message where that names a contract that may not be seen. */
    private String line(GateFinding problem, ContractTree tree, Locale language) {
        Permissions mine = access.mine();
        boolean namesUnseen = tree.all().stream()
                .filter(contract -> !isSeen(contract, mine))
                .anyMatch(contract -> problem.message().contains(contract.folder())
                        || problem.message().contains(contract.subject()));
        return ShownText.line(problem.location() + ": " + problem.ruleId()
                + (namesUnseen ? "" : ": " + problem.said().in(language)));
    }

    private static boolean isSeen(Contract contract, Permissions mine) {
        return mine.seesSubject(contract.subject())
                && contract.topic()
                        .filter(topic -> !mine.seesTopic(topic.name()))
                        .isEmpty();
    }
}
