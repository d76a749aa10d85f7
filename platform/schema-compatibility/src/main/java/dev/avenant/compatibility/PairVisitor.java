package dev.avenant.compatibility;

import dev.avenant.compatibility.internal.SchemaDisplay;
import dev.avenant.finding.CompatibilityRule;
import dev.avenant.text.SchemaText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Resolver.Action;
import org.apache.avro.Resolver.ErrorAction;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Walks through a writer's and a reader's schema side by side, along the decoder's own resolution where there is one,
 * and notes every rule that a pair of types breaks. Each pair of records is looked at once, so recursion ends.
 */
final class PairVisitor {
    private static final int MAX_STEPS = 3_000_000;

    private final PendingFinding.Collected found;
    private final LeafRules leaves;
    private final NamedRules named;
    private final UnionRules unions;
    private final ContainerRules containers;
    private final RecordRules records;
    private final Set<Pair> seen = new HashSet<>();
    private int steps;

    PairVisitor(boolean writerIsOld, PendingFinding.Collected found) {
        this.found = found;
        Remedies remedies = new Remedies(writerIsOld);
        this.leaves = new LeafRules(found, remedies);
        this.named = new NamedRules(writerIsOld, found, leaves, remedies);
        this.unions = new UnionRules(this, writerIsOld, found, remedies);
        this.containers = new ContainerRules(this, found, remedies);
        this.records = new RecordRules(this, writerIsOld, found, remedies);
    }

    /** Two schemas by identity. */
    private record Pair(Schema writer, Schema reader) {
        @Override
        @SuppressWarnings("ReferenceEquality") // equal schemas at two places are two pairs, and cheap to tell apart
        public boolean equals(Object other) {
            return other instanceof Pair that && writer == that.writer && reader == that.reader;
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(writer) + System.identityHashCode(reader);
        }
    }

    /**
     * One type the writer has and the reader's type for it.
     *
     * @param original the writer's type
     * @param writer the same under the reader's names, once its aliases are applied
     * @param action what the decoder does; null when it is not known
     */
    record Node(
            Schema original,
            Schema writer,
            Schema reader,
            @Nullable Action action) {}

    /** Looks at a pair and at everything inside it. */
    void visit(Node node, SchemaPath place) {
        if (++steps > MAX_STEPS) {
            if (steps == MAX_STEPS + 1) {
                found.add(
                        CompatibilityRule.TOO_LARGE,
                        place,
                        SchemaText.of("too-large.pairs", String.valueOf(MAX_STEPS)),
                        SchemaText.of("too-large.pairs.advice"),
                        List.of());
            }
            return;
        }
        int breakingBefore = found.breaking();
        boolean fresh = compare(node, place);
        if (fresh && node.action() instanceof ErrorAction error && found.breaking() == breakingBefore) {
            found.add(
                    CompatibilityRule.DECODER_REFUSES,
                    place,
                    SchemaText.of("decoder-refuses", SchemaDisplay.shorten(error.toString())),
                    null,
                    List.of());
        }
    }

    private boolean compare(Node node, SchemaPath place) {
        Schema.Type written = node.writer().getType();
        Schema.Type read = node.reader().getType();
        if (written == Schema.Type.UNION) {
            unions.written(node, place);
            return true;
        }
        if (read == Schema.Type.UNION) {
            unions.read(node, place);
            return true;
        }
        SchemaPath here = place.of(node.original(), node.reader());
        if (written != read) {
            leaves.promotion(node.writer(), node.reader(), here);
            return true;
        }
        switch (written) {
            case RECORD -> {
                if (!seen.add(new Pair(node.writer(), node.reader()))) {
                    return false;
                }
                if (named.same(node, here)) {
                    records.check(node, here);
                }
            }
            case ENUM -> named.enumeration(node, here);
            case FIXED -> named.fixed(node, here);
            case ARRAY -> containers.array(node, here);
            case MAP -> containers.map(node, here);
            default -> leaf(node, here);
        }
        return true;
    }

    private void leaf(Node node, SchemaPath place) {
        leaves.logicalTypes(node.writer(), node.reader(), place);
        String from = node.original().getProp("avro.java.string");
        String to = node.reader().getProp("avro.java.string");
        if (from != null && to != null && !from.equals(to)) {
            found.add(
                    CompatibilityRule.JAVA_STRING_CHANGED,
                    place,
                    SchemaText.of("java-string-changed", SchemaDisplay.shorten(from), SchemaDisplay.shorten(to)),
                    null,
                    List.of());
        }
    }
}
