package dev.avenant.compatibility;

import dev.avenant.compatibility.internal.SchemaDisplay;
import dev.avenant.compatibility.readers.ChangeKind;
import dev.avenant.edit.Element;
import dev.avenant.finding.CompatibilityRule;
import dev.avenant.text.SchemaText;
import dev.avenant.text.Sentence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Resolver;
import org.apache.avro.Resolver.Action;
import org.apache.avro.Resolver.ReaderUnion;
import org.apache.avro.Resolver.WriterUnion;
import org.apache.avro.Schema;

/** Rules for unions: which branch takes what was written. */
final class UnionRules {
    private static final Sentence WRITE_LATER = SchemaText.of("write-branch-later");

    private final PairVisitor walk;
    private final boolean writerIsOld;
    private final PendingFinding.Collected found;
    private final Remedies remedies;

    UnionRules(PairVisitor walk, boolean writerIsOld, PendingFinding.Collected found, Remedies remedies) {
        this.walk = walk;
        this.writerIsOld = writerIsOld;
        this.found = found;
        this.remedies = remedies;
    }

    /** A union that was written, branch by branch. */
    void written(PairVisitor.Node node, SchemaPath place) {
        WriterUnion union = node.action() instanceof WriterUnion known ? known : null;
        Map<Integer, Schema> takenBy = new HashMap<>();
        List<Schema> branches = node.writer().getTypes();
        for (int i = 0; i < branches.size(); i++) {
            Action action = union == null ? null : union.actions[i];
            Schema reader =
                    union != null && union.unionEquiv ? node.reader().getTypes().get(i) : node.reader();
            Schema original = node.original().getTypes().get(i);
            SchemaPath inside = place.branch(node.original(), i);
            if (union != null && union.unionEquiv) {
                aliasOfAnother(original, node.reader(), inside);
            }
            walk.visit(new PairVisitor.Node(original, branches.get(i), reader, action), inside);
            if (action instanceof ReaderUnion chosen && branches.get(i).getType() == Schema.Type.RECORD) {
                Schema rival = takenBy.putIfAbsent(chosen.firstMatch, branches.get(i));
                if (rival != null) {
                    sameTarget(rival, branches.get(i), node.reader().getTypes().get(chosen.firstMatch), inside);
                }
            }
        }
        if (node.reader().getType() != Schema.Type.UNION) {
            found.notice(ChangeKind.UNION_READ_AS_TYPE, place);
        }
        if (node.reader().getType() == Schema.Type.RECORD) {
            severalIntoOne(node, place);
        }
    }

    /** A union of several records that is read as one record. */
    private void severalIntoOne(PairVisitor.Node node, SchemaPath place) {
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

    private void sameTarget(Schema first, Schema second, Schema target, SchemaPath place) {
        found.add(
                CompatibilityRule.ANOTHER_TYPE,
                place,
                SchemaText.of("another-type.both", first.getFullName(), second.getFullName(), target.getFullName()),
                writerIsOld ? null : WRITE_LATER,
                List.of(),
                remedies.branchAsBefore(place, first, second));
    }

    /** A type that is no union, read as a union. */
    void read(PairVisitor.Node node, SchemaPath place) {
        int chosen = chosenBranch(node);
        Schema union = node.reader();
        if (chosen < 0) {
            explainNoBranch(node, place);
            return;
        }
        aliasOfAnother(node.original(), union, place);
        Schema branch = union.getTypes().get(chosen);
        Action inner = node.action() instanceof ReaderUnion known ? known.actualAction : null;
        Schema written = node.writer();
        if (written.getType() == Schema.Type.RECORD
                && !written.getName().equals(branch.getName())
                && !node.original().getName().equals(branch.getName())) {
            anotherRecord(node, branch, place);
            return;
        }
        takenByAlias(node, branch, place);
        if (branch.getType() == written.getType()
                && union.getTypes().subList(0, chosen).stream()
                        .anyMatch(earlier ->
                                earlier.getType() != written.getType() && Resolver.Promote.isValid(written, earlier))) {
            found.notice(ChangeKind.UNION_PROMOTING_BRANCH_FIRST, place);
        }
        boolean floats = branch.getType() == Schema.Type.DOUBLE || branch.getType() == Schema.Type.FLOAT;
        boolean wholeBranchBehind = union.getTypes().stream().anyMatch(other -> other.getType() == Schema.Type.LONG);
        if (written.getType() == Schema.Type.INT && floats && wholeBranchBehind) {
            found.add(
                    CompatibilityRule.UNION_BRANCH_ORDER,
                    place,
                    SchemaText.of("union-branch-order", branch.getType().getName(), SchemaDisplay.branches(union)),
                    null,
                    List.of(16_777_217),
                    remedies.longFirst(place, branch));
        }
        walk.visit(new PairVisitor.Node(node.original(), written, branch, inner), place);
    }

    /** Some readers go by an alias although the union has a branch of the very name. */
    private void aliasOfAnother(Schema written, Schema union, SchemaPath place) {
        boolean isThere = union.getTypes().stream()
                .anyMatch(branch -> branch.getFullName().equals(written.getFullName()));
        if (isThere
                && union.getTypes().stream()
                        .filter(branch -> branch.getType() == written.getType() && isNamed(branch))
                        .anyMatch(branch -> branch.getAliases().contains(written.getFullName()))) {
            found.notice(ChangeKind.UNION_ALIAS_TAKES_BRANCH, place);
        }
    }

    private static boolean isNamed(Schema schema) {
        return schema.getType() == Schema.Type.RECORD
                || schema.getType() == Schema.Type.ENUM
                || schema.getType() == Schema.Type.FIXED;
    }

    /** An alias of one branch draws what was written as another, though the reader has a branch for that too. */
    private void takenByAlias(PairVisitor.Node node, Schema branch, SchemaPath place) {
        String written = node.original().getFullName();
        boolean stillThere = node.reader().getTypes().stream()
                .anyMatch(other -> other.getFullName().equals(written));
        if (stillThere && !written.equals(branch.getFullName())) {
            found.add(
                    CompatibilityRule.ALIAS_TAKES_VALUE,
                    place.of(node.original(), branch),
                    SchemaText.of("alias-takes-value.branch", written, branch.getFullName()),
                    null,
                    List.of(),
                    remedies.withoutAlias(Element.type(branch.getFullName()), written));
        }
    }

    private static int chosenBranch(PairVisitor.Node node) {
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
    private void anotherRecord(PairVisitor.Node node, Schema branch, SchemaPath place) {
        Schema written = node.original();
        boolean named = node.reader().getTypes().stream()
                .anyMatch(other -> other.getType() == Schema.Type.RECORD
                        && other.getName().equals(node.writer().getName()));
        SchemaPath here = place.of(written, branch);
        if (named) {
            found.add(
                    CompatibilityRule.ANOTHER_TYPE,
                    here,
                    SchemaText.of("another-type", written.getFullName(), branch.getFullName()),
                    writerIsOld ? null : WRITE_LATER,
                    List.of(),
                    remedies.branchAsBefore(here, written));
        } else {
            found.add(
                    CompatibilityRule.NAME_CHANGED,
                    here,
                    SchemaText.of("name-changed.branch", written.getFullName(), branch.getFullName()),
                    writerIsOld ? null : WRITE_LATER,
                    List.of(),
                    remedies.branchRenamed(here, written, branch, node.reader()));
        }
    }

    /** No branch takes it; looks into the one that was meant, to say why. */
    private void explainNoBranch(PairVisitor.Node node, SchemaPath place) {
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
            walk.visit(new PairVisitor.Node(node.original(), written, meant, null), place);
        }
        boolean isThere = meant != null && meant.getFullName().equals(written.getFullName());
        if (found.breaking() == before && !(isThere && cannotBeRenamed(node))) {
            SchemaPath here = place.of(node.original(), meant == null ? node.reader() : meant);
            found.add(
                    CompatibilityRule.UNION_BRANCH_MISSING,
                    here,
                    SchemaText.of(
                            "union-branch-missing",
                            SchemaDisplay.type(node.original()),
                            SchemaDisplay.branches(node.reader())),
                    writerIsOld ? null : WRITE_LATER,
                    List.of(),
                    remedies.branchAsBefore(here, node.original()));
        }
    }

    /** The decoder does not even get to choose a branch, which is told of the whole schema. */
    private static boolean cannotBeRenamed(PairVisitor.Node node) {
        try {
            Schema.applyAliases(node.writer(), node.reader());
            return false;
        } catch (RuntimeException e) {
            return true;
        }
    }
}
