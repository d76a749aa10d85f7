package dev.avenant.checks;

import dev.avenant.checks.internal.Words;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Resolver;
import org.apache.avro.Resolver.Action;
import org.apache.avro.Resolver.ErrorAction;
import org.apache.avro.Resolver.ReaderUnion;
import org.apache.avro.Resolver.WriterUnion;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Walks through a writer's and a reader's schema side by side, along the decoder's own resolution where there is one,
 * and notes every rule that a pair of types breaks. Each pair of records is looked at once, so recursion ends.
 */
final class PairWalk {
    private static final int MAX_STEPS = 3_000_000;

    private final boolean writerIsOld;
    private final Draft.Collected found;
    private final LeafRules leaves;
    private final RecordRules records;
    private final Set<Pair> seen = new HashSet<>();
    private int steps;
    private boolean uncovered;

    PairWalk(boolean writerIsOld, Draft.Collected found) {
        this.writerIsOld = writerIsOld;
        this.found = found;
        this.leaves = new LeafRules(found);
        this.records = new RecordRules(this, found);
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

    /** Whether a pair was met that the rules say nothing about, so that only a record can tell. */
    boolean metUncovered() {
        return uncovered;
    }

    /** Looks at a pair and at everything inside it. */
    void visit(Node node, Place place) {
        if (++steps > MAX_STEPS) {
            if (steps == MAX_STEPS + 1) {
                found.add(
                        Rule.TOO_LARGE,
                        place,
                        "The two schemas have more than " + MAX_STEPS + " pairs of types to compare.",
                        "Split the schema into smaller ones.",
                        List.of());
            }
            return;
        }
        int breakingBefore = found.breaking();
        boolean fresh = compare(node, place);
        if (fresh && node.action() instanceof ErrorAction error && found.breaking() == breakingBefore) {
            found.add(
                    Rule.DECODER_REFUSES,
                    place,
                    "Avro's decoder cannot resolve the two: " + Words.shorten(error.toString()) + ".",
                    null,
                    List.of());
        }
    }

    private boolean compare(Node node, Place place) {
        Schema.Type written = node.writer().getType();
        Schema.Type read = node.reader().getType();
        if (written == Schema.Type.UNION) {
            return writerUnion(node, place);
        }
        if (read == Schema.Type.UNION) {
            return readerUnion(node, place);
        }
        Place here = place.of(node.original(), node.reader());
        if (written != read) {
            leaves.promotion(node.writer(), node.reader(), here);
            return true;
        }
        switch (written) {
            case RECORD -> {
                if (!seen.add(new Pair(node.writer(), node.reader()))) {
                    return false;
                }
                if (sameName(node, here)) {
                    records.check(node, here);
                }
            }
            case ENUM -> enumeration(node, here);
            case FIXED -> fixed(node, here);
            case ARRAY -> array(node, here);
            case MAP ->
                visit(
                        new Node(
                                node.original().getValueType(),
                                node.writer().getValueType(),
                                node.reader().getValueType(),
                                element(node.action())),
                        here.value());
            default -> leaf(node, here);
        }
        return true;
    }

    private void array(Node node, Place place) {
        Schema written = node.original().getElementType();
        Schema read = node.reader().getElementType();
        int before = found.breaking();
        visit(new Node(written, node.writer().getElementType(), read, element(node.action())), place.item());
        long believed = ItemBytes.believed(read);
        long least = ItemBytes.written(written);
        if (found.breaking() == before && believed > least) {
            found.add(
                    Rule.ARRAY_ITEMS_GROW,
                    place,
                    "An item was written with " + least + " bytes or more and the reader counts on " + believed
                            + ": Avro's decoder refuses an array near the end of a record whose items it believes do"
                            + " not fit in the bytes that are left.",
                    "Put what is new into a nullable field beside the array, or make it a new array.",
                    List.of());
        }
    }

    private static @Nullable Action element(@Nullable Action action) {
        return action instanceof Resolver.Container container ? container.elementAction : null;
    }

    private void leaf(Node node, Place place) {
        leaves.logicalTypes(node.writer(), node.reader(), place);
        String from = node.original().getProp("avro.java.string");
        String to = node.reader().getProp("avro.java.string");
        if (from != null && to != null && !from.equals(to)) {
            found.add(
                    Rule.JAVA_STRING_CHANGED,
                    place,
                    "The string is a " + Words.shorten(from) + " to the writer and a " + Words.shorten(to)
                            + " to the reader.",
                    null,
                    List.of());
        }
    }

    private boolean writerUnion(Node node, Place place) {
        WriterUnion union = node.action() instanceof WriterUnion known ? known : null;
        Map<Integer, Schema> takenBy = new HashMap<>();
        List<Schema> branches = node.writer().getTypes();
        for (int i = 0; i < branches.size(); i++) {
            Action action = union == null ? null : union.actions[i];
            Schema reader =
                    union != null && union.unionEquiv ? node.reader().getTypes().get(i) : node.reader();
            Schema original = node.original().getTypes().get(i);
            Place inside = place.branch(node.original(), i);
            visit(new Node(original, branches.get(i), reader, action), inside);
            if (action instanceof ReaderUnion chosen && branches.get(i).getType() == Schema.Type.RECORD) {
                Schema rival = takenBy.putIfAbsent(chosen.firstMatch, branches.get(i));
                if (rival != null) {
                    sameTarget(rival, branches.get(i), node.reader().getTypes().get(chosen.firstMatch), inside);
                }
            }
        }
        if (node.reader().getType() == Schema.Type.RECORD) {
            severalIntoOne(node, place);
        }
        return true;
    }

    /** A union of several records that is read as one record. */
    private void severalIntoOne(Node node, Place place) {
        Schema first = null;
        List<Schema> branches = node.writer().getTypes();
        for (int i = 0; i < branches.size(); i++) {
            if (branches.get(i).getType() == Schema.Type.RECORD) {
                if (first != null) {
                    sameTarget(first, branches.get(i), node.reader(), place.branch(node.original(), i));
                }
                first = branches.get(i);
            }
        }
    }

    private void sameTarget(Schema first, Schema second, Schema target, Place place) {
        found.add(
                Rule.ANOTHER_TYPE,
                place,
                first.getFullName() + " and " + second.getFullName() + " are both read as " + target.getFullName()
                        + ", so one of the two comes back as the other.",
                "Keep a branch for each.",
                List.of());
    }

    private boolean readerUnion(Node node, Place place) {
        int chosen = chosenBranch(node);
        Schema union = node.reader();
        if (chosen < 0) {
            return explainNoBranch(node, place);
        }
        Schema branch = union.getTypes().get(chosen);
        Action inner = node.action() instanceof ReaderUnion known ? known.actualAction : null;
        Schema written = node.writer();
        if (written.getType() == Schema.Type.RECORD && !written.getName().equals(branch.getName())) {
            anotherRecord(node, branch, place);
            return true;
        }
        boolean floats = branch.getType() == Schema.Type.DOUBLE || branch.getType() == Schema.Type.FLOAT;
        boolean wholeBranchBehind = union.getTypes().stream().anyMatch(other -> other.getType() == Schema.Type.LONG);
        if (written.getType() == Schema.Type.INT && floats && wholeBranchBehind) {
            found.add(
                    Rule.UNION_BRANCH_ORDER,
                    place,
                    "int was written and is read as " + branch.getType().getName() + ", the first branch of "
                            + Words.union(union) + " that takes a number, and not as long.",
                    "Put long before " + branch.getType().getName() + ".",
                    List.of(16_777_217));
        }
        visit(new Node(node.original(), written, branch, inner), place);
        return true;
    }

    private static int chosenBranch(Node node) {
        Action action = node.action();
        if (action == null) {
            try {
                action = Resolver.resolve(node.writer(), node.reader());
            } catch (RuntimeException e) {
                return -1;
            }
        }
        return action instanceof ReaderUnion union ? union.firstMatch : -1;
    }

    /** The decoder takes a branch of another name because its shape fits. */
    private void anotherRecord(Node node, Schema branch, Place place) {
        Schema written = node.original();
        boolean named = node.reader().getTypes().stream()
                .anyMatch(other -> other.getType() == Schema.Type.RECORD
                        && other.getName().equals(node.writer().getName()));
        String message = written.getFullName() + " was written and comes back as " + branch.getFullName()
                + ", a branch of the same shape.";
        Place here = place.of(written, branch);
        if (named) {
            found.add(Rule.ANOTHER_TYPE, here, message, "Keep a branch that it fits.", List.of());
        } else {
            String edit = node.reader().getTypes().size() <= 2
                    ? "Give the new type \"aliases\": [\"" + written.getFullName() + "\"]."
                    : "Keep the branch " + written.getFullName() + ".";
            found.add(Rule.NAME_CHANGED, here, message, edit, List.of());
        }
    }

    /** No branch takes it; looks into the one that was meant, to say why. */
    private boolean explainNoBranch(Node node, Place place) {
        Schema written = node.writer();
        Schema meant = null;
        for (Schema branch : node.reader().getTypes()) {
            boolean sameType = branch.getType() == written.getType();
            if (sameType && (meant == null || written.getFullName().equals(branch.getFullName()))) {
                meant = branch;
            }
        }
        int before = found.breaking();
        if (meant != null && written.getName().equals(meant.getName())) {
            visit(new Node(node.original(), written, meant, null), place);
        }
        if (found.breaking() == before) {
            Place here = place.of(node.original(), meant == null ? node.reader() : meant);
            found.add(
                    Rule.UNION_BRANCH_MISSING,
                    here,
                    Words.type(node.original()) + " was written and no branch of " + Words.union(node.reader())
                            + " takes it.",
                    "Keep a branch for " + node.original().getFullName() + ".",
                    List.of());
        }
        return true;
    }

    /** Whether the named types are the same by their simple name, which is what decides on the wire. */
    private boolean sameName(Node node, Place place) {
        Schema written = node.writer();
        Schema read = node.reader();
        if (!written.getName().equals(read.getName())) {
            found.add(
                    Rule.NAME_CHANGED,
                    place,
                    node.original().getFullName() + " was written and " + read.getFullName()
                            + " is expected, which has no alias for it.",
                    "Give " + (writerIsOld ? read : node.original()).getFullName() + " \"aliases\": [\""
                            + (writerIsOld ? node.original() : read).getFullName() + "\"].",
                    List.of());
            return written.getType() == Schema.Type.RECORD;
        }
        return true;
    }

    private void enumeration(Node node, Place place) {
        Schema written = node.original();
        Schema read = node.reader();
        if (!sameName(node, place)) {
            return;
        }
        List<String> unknown = written.getEnumSymbols().stream()
                .filter(symbol -> !read.hasEnumSymbol(symbol))
                .toList();
        String fallback = read.getEnumDefault();
        if (!unknown.isEmpty()) {
            symbols(node, unknown, place);
        }
        String before = written.getEnumDefault();
        if (before != null && fallback != null && !before.equals(fallback)) {
            found.add(
                    Rule.DEFAULT_CHANGED,
                    place,
                    "The default of the enum " + read.getFullName() + " is " + before + " to the writer and " + fallback
                            + " to the reader, so they see different symbols in the same bytes.",
                    "Keep the default " + (writerIsOld ? before : fallback) + ".",
                    List.of());
        }
    }

    private void symbols(Node node, List<String> unknown, Place place) {
        Schema read = node.reader();
        String fallback = read.getEnumDefault();
        List<Object> values = List.of(unknown.get(0));
        String names = Words.list(unknown);
        if (fallback == null) {
            found.add(
                    Rule.ENUM_SYMBOL_UNKNOWN,
                    place,
                    "The writer of " + read.getFullName() + " has " + names + ", which the reader does not know, and"
                            + " the reader's enum has no default.",
                    writerIsOld
                            ? "Keep the symbols, or give the enum a \"default\"."
                            : "Release a \"default\" for the enum before a new symbol.",
                    values);
            return;
        }
        boolean readerHasMore = read.getEnumSymbols().stream()
                .anyMatch(symbol -> !node.original().hasEnumSymbol(symbol));
        if (writerIsOld || readerHasMore) {
            found.add(
                    Rule.ENUM_SYMBOL_REPLACED,
                    place,
                    names + " of " + read.getFullName() + " " + (unknown.size() == 1 ? "is" : "are") + " read as the"
                            + " enum's default " + fallback + ", because the symbol was removed or renamed.",
                    "Keep the symbol, and stop writing it.",
                    values);
        }
    }

    private void fixed(Node node, Place place) {
        if (!sameName(node, place)) {
            return;
        }
        int from = node.writer().getFixedSize();
        int to = node.reader().getFixedSize();
        if (from != to) {
            found.add(
                    Rule.FIXED_SIZE_CHANGED,
                    place,
                    node.reader().getFullName() + " was written with " + from + " bytes and is read with " + to + ".",
                    "Keep the size, and add a field of a new fixed type beside it.",
                    List.of());
        } else {
            leaves.logicalTypes(node.writer(), node.reader(), place);
        }
    }
}
