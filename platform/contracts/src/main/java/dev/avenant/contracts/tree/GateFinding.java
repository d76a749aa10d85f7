package dev.avenant.contracts.tree;

import dev.avenant.contracts.config.Waiver;
import dev.avenant.contracts.text.ContractText;
import dev.avenant.finding.Category;
import dev.avenant.finding.Finding;
import dev.avenant.finding.Fix;
import dev.avenant.finding.Rule;
import dev.avenant.finding.Severity;
import dev.avenant.finding.SourceLocation;
import dev.avenant.finding.Verdict;
import dev.avenant.finding.Witness;
import dev.avenant.text.Sentence;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the gate has to say: a finding, and what the tree of contracts knows about it.
 *
 * @param finding what was found; its severity is that of {@code contracts.yaml} and never OFF, its path is what a waiver
 *     names, such as {@code order-events/OrderPlaced/email}, and it has a place in the newest version
 * @param contract the folder of the event or type, such as {@code order-events/OrderPlaced}
 * @param direction backward or forward; empty for what is found in one version
 * @param against the versions it was compared with, such as {@code v1, v2}
 * @param breaks the services that it hits
 * @param waiver the waiver that accepts it
 * @param alsoIn the other contracts in which the same was found, such as the events that use a type
 */
public record GateFinding(
        Finding finding,
        String contract,
        Optional<Direction> direction,
        List<String> against,
        List<String> breaks,
        Optional<Waiver> waiver,
        List<String> alsoIn) {
    /** Who reads what. */
    public enum Direction {
        /** The new version reads what an earlier one wrote. */
        BACKWARD("backward"),
        /** An earlier version reads what the new one writes. */
        FORWARD("forward");

        private final String label;

        Direction(String label) {
            this.label = label;
        }

        /** The word in reports. */
        public String label() {
            return label;
        }
    }

    public GateFinding {
        Objects.requireNonNull(finding.newLocation(), "a finding of the gate must have a place");
        against = List.copyOf(against);
        breaks = List.copyOf(breaks);
        alsoIn = List.copyOf(alsoIn);
    }

    /** What is wrong with the files, rather than between two versions. */
    public static GateFinding of(Finding finding, String contract) {
        return new GateFinding(finding, contract, Optional.empty(), List.of(), List.of(), Optional.empty(), List.of());
    }

    /**
     * What is wrong with the files of one contract.
     *
     * @param contract the path of the finding too
     * @param message what was expected and found, without a full stop
     * @param fix what to do, without a full stop
     */
    public static GateFinding of(Rule rule, String contract, SourceLocation location, String message, String fix) {
        return of(rule, contract, location, Sentence.quoting(message), fix);
    }

    /**
     * What is wrong with the files of one contract.
     *
     * @param contract the path of the finding too
     * @param said what was expected and found, without a full stop
     * @param fix what to do, without a full stop, in English: it is shown by the command line alone
     */
    public static GateFinding of(Rule rule, String contract, SourceLocation location, Sentence said, String fix) {
        return of(
                Finding.of(rule, ContractText.of("sentence", said))
                        .path(contract)
                        .at(null, location)
                        .suggestion(fix + ".")
                        .build(),
                contract);
    }

    /** What was looked for. */
    public Rule rule() {
        return finding.rule();
    }

    /** The {@linkplain Rule#id() id} of the rule. */
    public String ruleId() {
        return finding.ruleId();
    }

    /** What it is about. */
    public Category category() {
        return finding.category();
    }

    /** How much it weighs here; never OFF. */
    public Severity severity() {
        return finding.severity();
    }

    /** What it does to data; {@link Verdict#SAFE} for what is no matter of compatibility. */
    public Verdict effect() {
        return finding.effect();
    }

    /** What a waiver names, such as {@code order-events/OrderPlaced/email}. */
    public String path() {
        return finding.path();
    }

    /** Where it stands, in the newest version where it is there. */
    public SourceLocation location() {
        return Objects.requireNonNull(finding.newLocation());
    }

    /** Where it stood in the version that it was compared with. */
    public Optional<SourceLocation> oldLocation() {
        return Optional.ofNullable(finding.oldLocation());
    }

    /** One sentence with its full stop. */
    public String message() {
        return finding.message();
    }

    /** The same, for whoever does not know yet in which language. */
    public Sentence said() {
        return finding.said();
    }

    /** What to do, in words with a full stop: the fix, else the suggestion; empty when there is neither. */
    public Optional<String> fix() {
        return Optional.ofNullable(finding.remedy());
    }

    /** The edit that was tried and mends it; its file may be one that is not to be edited. */
    public Optional<Fix> triedFix() {
        return Optional.ofNullable(finding.fix());
    }

    /** The smallest record that shows it. */
    public Optional<Witness> witness() {
        return Optional.ofNullable(finding.witness());
    }

    /** Whether it fails the check. */
    public boolean isFailure() {
        return severity() == Severity.ERROR && waiver.isEmpty();
    }

    /** The same with another severity. */
    public GateFinding weighing(Severity other) {
        Finding weighed = finding.toBuilder().severity(other).build();
        return new GateFinding(weighed, contract, direction, against, breaks, waiver, alsoIn);
    }

    public GateFinding fixedBy(@Nullable Fix fix) {
        return new GateFinding(
                finding.toBuilder().fix(fix).build(), contract, direction, against, breaks, waiver, alsoIn);
    }

    public GateFinding waivedBy(Waiver accepted) {
        return new GateFinding(finding, contract, direction, against, breaks, Optional.of(accepted), alsoIn);
    }

    public GateFinding against(List<String> versions) {
        return new GateFinding(finding, contract, direction, versions, breaks, waiver, alsoIn);
    }

    public GateFinding in(Direction side) {
        return new GateFinding(finding, contract, Optional.of(side), against, breaks, waiver, alsoIn);
    }

    public GateFinding breaking(List<String> services) {
        return new GateFinding(finding, contract, direction, against, services, waiver, alsoIn);
    }

    /** The same, found in other contracts too. */
    public GateFinding alsoIn(List<String> contracts) {
        return new GateFinding(finding, contract, direction, against, breaks, waiver, contracts);
    }

    /** All contracts that it is found in; the first is that of its path. */
    public List<String> contracts() {
        return Stream.concat(Stream.of(contract), alsoIn.stream()).toList();
    }
}
