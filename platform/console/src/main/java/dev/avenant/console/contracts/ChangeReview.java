package dev.avenant.console.contracts;

import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.compatibility.LevelCheck.Released;
import dev.avenant.compatibility.plan.MigrationPlan;
import dev.avenant.console.ShownText;
import dev.avenant.console.access.Access;
import dev.avenant.console.cluster.PerCluster;
import dev.avenant.console.contracts.Catalogue.Catalogued;
import dev.avenant.console.contracts.CataloguedTopic.Participant;
import dev.avenant.console.contracts.CataloguedTopic.Sight;
import dev.avenant.console.registry.FindingView;
import dev.avenant.console.registry.SchemaChanges;
import dev.avenant.console.registry.SchemaChanges.Change;
import dev.avenant.console.registry.Trial;
import dev.avenant.contracts.config.Waiver;
import dev.avenant.contracts.tree.Contract;
import dev.avenant.contracts.tree.ContractTree;
import dev.avenant.finding.Verdict;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * All that a reviewer of a change asks: what changed, what that does to whom, what accepts it, and the way to it in steps.
 * Throws {@link dev.avenant.console.registry.RegistryAwayException} or {@link
 * dev.avenant.console.AccessRefusedException}; a Kafka that is away is said in the answer.
 */
@PerCluster
public class ChangeReview {

    /** Some seconds', in fields times characters. */
    private static final long MOST_COST = 10_000_000;

    /** So many versions are compared while a schema is read. */
    private static final int VERSIONS_AT_ONCE = 10;

    private final SchemaChanges changes;
    private final Catalogue catalogue;
    private final DeclaredContracts declared;
    private final Access access;

    ChangeReview(SchemaChanges changes, Catalogue catalogue, DeclaredContracts declared, Access access) {
        this.changes = changes;
        this.catalogue = catalogue;
        this.declared = declared;
        this.access = access;
    }

    /**
     * A change.
     *
     * @param from the version that it begins at
     * @param to the version that it comes to; null for a schema that is not registered
     * @param registeredAs the version that the schema was registered as since; null when it was not
     * @param level the subject's level
     * @param verdict the worst that the level asks about
     * @param compared with which versions it was compared, the latest first
     * @param uncompared how many older versions the level asks about, with which it was not compared
     * @param who who writes and reads the subject
     * @param waivers those that cover something that was found
     * @param plan the way to it in steps; null where the level lets it pass as it is
     */
    public record Review(
            String subject,
            int from,
            @Nullable Integer to,
            @Nullable Integer registeredAs,
            String level,
            Verdict verdict,
            List<Trial.Compared> compared,
            int uncompared,
            Who who,
            List<Accepted> waivers,
            @Nullable Plan plan) {

        public Review {
            compared = List.copyOf(compared);
            waivers = List.copyOf(waivers);
        }

        /** The subject as a page shows it. */
        public String shownSubject() {
            return ShownText.line(subject);
        }
    }

    /**
     * Who writes and reads a subject.
     *
     * @param topics that carry it, by name
     * @param away why Kafka did not answer, in a sentence; null when it did
     */
    public record Who(
            List<String> topics,
            List<Participant> producers,
            List<Participant> consumers,
            @Nullable String away) {

        public Who {
            topics = List.copyOf(topics);
            producers = List.copyOf(producers);
            consumers = List.copyOf(consumers);
        }

        private MigrationPlan.Services services() {
            return new MigrationPlan.Services(names(producers), names(consumers));
        }

        private static List<String> names(List<Participant> participants) {
            return participants.stream().map(Participant::name).toList();
        }
    }

    /**
     * A waiver that accepts something that was found.
     *
     * @param path of what it accepts
     * @param isExpired whether its last day has passed
     */
    public record Accepted(
            String rule, String path, String reason, String owner, LocalDate expires, boolean isExpired) {
        static Accepted of(Waiver waiver, LocalDate today) {
            return new Accepted(
                    waiver.rule(),
                    ShownText.line(waiver.path()),
                    ShownText.line(waiver.reason()),
                    ShownText.line(waiver.owner()),
                    waiver.expires(),
                    waiver.isExpiredOn(today));
        }
    }

    /**
     * The way to a change.
     *
     * @param isReached whether the steps lead to it; otherwise as near as is safe
     * @param obstacles why they do not
     * @param command what makes the plan, when it takes longer than somebody waits, so that it was not made; null when it was
     */
    public record Plan(
            boolean isReached,
            List<Step> steps,
            List<String> obstacles,
            @Nullable String command) {
        public Plan {
            steps = List.copyOf(steps);
            obstacles = List.copyOf(obstacles);
        }

        static Plan of(MigrationPlan plan, Locale language) {
            return new Plan(
                    plan.reached(),
                    plan.steps().stream()
                            .map(step -> new Step(
                                    ShownText.line(step.title(language)),
                                    step.details(language).stream()
                                            .map(ShownText::line)
                                            .toList(),
                                    step.schema() == null
                                            ? null
                                            : ShownText.lines(step.schema().text())))
                            .toList(),
                    plan.obstacles(language).stream().map(ShownText::line).toList(),
                    null);
        }
    }

    /**
     * One step.
     *
     * @param schema the version to release in it; null for none
     */
    public record Step(
            String title, List<String> details, @Nullable String schema) {
        public Step {
            details = List.copyOf(details);
        }
    }

    /**
     * The change from one version to another; empty when one is not there, or may not be seen.
     *
     * @param language of the steps; English where there are no words of it
     * @throws dev.avenant.console.registry.UnusableSchemaException when one of them is no Avro schema that can be used
     */
    public Optional<Review> between(String subject, int from, int to, Locale language) {
        return changes.change(subject, from, to, language)
                .map(change -> review(subject, from, to, null, change, language));
    }

    /**
     * The change to a schema that is not registered, or was not when its address was made; empty when there is no such
     * subject, or it may not be seen.
     *
     * @param language of the steps; English where there are no words of it
     * @throws dev.avenant.console.registry.UnusableSchemaException when it, or a version before it, cannot be used
     */
    public Optional<Review> proposed(String subject, String schema, Locale language) {
        return changes.proposed(subject, schema, language)
                .map(change -> review(
                        subject,
                        change.compared().get(0).version(),
                        null,
                        changes.registeredAs(subject, change.newer()).orElse(null),
                        change,
                        language));
    }

    private Review review(
            String subject,
            int from,
            @Nullable Integer to,
            @Nullable Integer registeredAs,
            Change change,
            Locale language) {
        Optional<ContractTree> tree = declared.tree();
        List<Contract> contracts = tree.stream()
                .flatMap(known -> known.all().stream())
                .filter(contract -> contract.subject().equals(subject) && isSeen(contract))
                .toList();
        Who who = who(subject, tree, contracts, language);
        return new Review(
                subject,
                from,
                to,
                registeredAs,
                change.level().name(),
                change.verdict(),
                change.compared(),
                change.uncompared(),
                who,
                tree.map(known -> waivers(known, contracts, change)).orElse(List.of()),
                registeredAs != null || change.verdict() == Verdict.SAFE ? null : plan(change, who, from, language));
    }

    private boolean isSeen(Contract contract) {
        return contract.topic().filter(topic -> !access.seesTopic(topic.name())).isEmpty();
    }

    private static Plan plan(Change change, Who who, int from, Locale language) {
        List<Released> before = change.before();
        ComparedSchema wanted = change.newer();
        if (costOf(before, wanted.schema()) > MOST_COST) {
            Schema schema = wanted.schema();
            return new Plan(
                    false,
                    List.of(),
                    List.of(),
                    "avenant plan" + (schema.getType() == Schema.Type.RECORD ? " " + schema.getName() : ""));
        }
        return Plan.of(MigrationPlan.from(before, wanted, change.level(), who.services(), from + 1), language);
    }

    /** For each field of both a plan reads the whole schema, and compares it with each version before. */
    private static long costOf(List<Released> before, Schema wanted) {
        Schema latest = before.get(before.size() - 1).schema().schema();
        return Math.max(costOf(latest), costOf(wanted)) * (1 + before.size() / VERSIONS_AT_ONCE);
    }

    private static long costOf(Schema schema) {
        long fields =
                schema.getType() == Schema.Type.RECORD ? schema.getFields().size() : 1;
        return fields * schema.toString().length();
    }

    /** Of a type that others share, who writes and reads the events that use it. */
    private Who who(String subject, Optional<ContractTree> tree, List<Contract> contracts, Locale language) {
        List<Contract> concerned = new ArrayList<>(contracts);
        contracts.stream()
                .filter(Contract::isType)
                .forEach(type -> tree.stream()
                        .flatMap(known -> known.events().stream())
                        .filter(event -> isSeen(event)
                                && access.seesSubject(event.subject())
                                && event.current()
                                        .filter(now -> now.types().containsKey(type.fullName()))
                                        .isPresent())
                        .forEach(concerned::add));
        Catalogued found = catalogue.read();
        Set<String> carriers = VersionUses.topicsOf(
                        subject,
                        concerned,
                        found.topics().stream().map(CataloguedTopic::name).toList())
                .carriers();
        List<CataloguedTopic> topics = found.topics().stream()
                .filter(topic -> carriers.contains(topic.name()))
                .toList();
        Set<String> declaredReaders = new LinkedHashSet<>();
        concerned.forEach(contract -> declaredReaders.addAll(contract.consumers()));
        boolean isKey = contracts.stream().anyMatch(Contract::isKey);
        // Who is declared to read another event of the topic alone does not read this one.
        return new Who(
                topics.stream().map(CataloguedTopic::name).toList(),
                merged(topics.stream().flatMap(topic -> topic.producers().stream())),
                merged(topics.stream()
                        .flatMap(topic -> topic.consumers().stream())
                        .filter(consumer -> isKey
                                || concerned.isEmpty()
                                || consumer.sight() == Sight.SEEN
                                || declaredReaders.contains(consumer.name()))),
                found.away() == null ? null : ShownText.line(found.away().in(language)));
    }

    private static List<Participant> merged(Stream<Participant> participants) {
        TreeMap<String, Participant> byName = new TreeMap<>();
        participants.forEach(one -> byName.merge(
                one.name(),
                one,
                (known, other) -> new Participant(
                        known.name(),
                        known.sight() == other.sight() ? known.sight() : Sight.DECLARED_AND_SEEN,
                        Stream.concat(known.seenAs().stream(), other.seenAs().stream())
                                .distinct()
                                .sorted()
                                .toList())));
        return List.copyOf(byName.values());
    }

    private static List<Accepted> waivers(ContractTree tree, List<Contract> contracts, Change change) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        List<FindingView> findings = change.compared().stream()
                .flatMap(compared -> Stream.of(
                                compared.diff().backward().findings(),
                                compared.diff().forward().findings(),
                                compared.diff().invalid())
                        .flatMap(List::stream))
                .toList();
        return tree.config().waivers().stream()
                .filter(waiver -> contracts.stream()
                        .anyMatch(contract -> findings.stream()
                                .anyMatch(finding -> waiver.covers(
                                        finding.rule(),
                                        contract.folder() + (finding.path().equals("/") ? "" : finding.path())))))
                .map(waiver -> Accepted.of(waiver, today))
                .sorted(Comparator.comparing(Accepted::path))
                .toList();
    }
}
