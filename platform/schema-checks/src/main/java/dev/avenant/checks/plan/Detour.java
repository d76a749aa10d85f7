package dev.avenant.checks.plan;

import dev.avenant.checks.ComparedSchema;
import dev.avenant.checks.Finding;
import dev.avenant.checks.Verdict;
import dev.avenant.checks.diff.Change;
import dev.avenant.checks.diff.SchemaDiff;
import dev.avenant.checks.plan.MigrationPlan.Services;
import dev.avenant.checks.plan.PlanStep.Action;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The steps for a change that is not safe at once: what is new goes beside what is old, readers learn it, writers
 * switch, and what is old is retired.
 */
final class Detour {
    private final ComparedSchema released;
    private final ComparedSchema wanted;
    private final SchemaDiff diff;
    private final Services services;
    private final List<String> beside = new ArrayList<>();
    private final List<String> readers = new ArrayList<>();
    private final List<String> writers = new ArrayList<>();
    private final List<String> retire = new ArrayList<>();
    private final List<String> stays = new ArrayList<>();

    Detour(ComparedSchema released, ComparedSchema wanted, SchemaDiff diff, Services services) {
        this.released = released;
        this.wanted = wanted;
        this.diff = diff;
        this.services = services;
    }

    List<PlanStep> steps() {
        for (Change change : diff.changes()) {
            plan(change);
        }
        if (beside.isEmpty() && readers.isEmpty() && retire.isEmpty()) {
            unexplained();
        }
        List<PlanStep> steps = new ArrayList<>();
        if (!beside.isEmpty()) {
            steps.add(MigrationPlan.release("Release a version with the new beside the old", beside));
        }
        if (!readers.isEmpty()) {
            steps.add(new PlanStep(Action.DEPLOY_READERS, "Deploy " + services.readers(), readers));
        }
        if (!writers.isEmpty()) {
            steps.add(new PlanStep(Action.DEPLOY_WRITERS, "Deploy " + services.writers(), writers));
        }
        if (!retire.isEmpty()) {
            steps.add(new PlanStep(
                    Action.WAIT,
                    "Wait until nothing old is left",
                    List.of("Every service runs the new code, and the records of the old writers are past the topic's"
                            + " retention.")));
            steps.add(new PlanStep(Action.RETIRE, "Release a version without the old", retire));
        }
        if (!stays.isEmpty()) {
            steps.add(new PlanStep(Action.WAIT, "Leave in place what older readers still need", stays));
        }
        return steps;
    }

    private void plan(Change change) {
        Schema.Field before = field(released.schema(), change, change.before());
        Schema.Field after = field(wanted.schema(), change, null);
        switch (change.kind()) {
            case ADDED -> added(change, after);
            case REMOVED -> removed(change, before);
            case RENAMED -> renamed(change, before, after);
            case TYPE, NARROWED, WIDENED -> retyped(change, after);
            case DEFAULT -> defaultChanged(change);
            default -> {}
        }
    }

    private void added(Change change, Schema.@Nullable Field after) {
        String what = String.valueOf(change.after());
        if (what.startsWith("symbol ")) {
            String symbol = what.substring("symbol ".length());
            beside.add("Give the enum at " + change.path() + " a \"default\", without the new symbol " + symbol + ".");
            readers.add("They read a symbol that they do not know as the enum's default from now on.");
            writers.add("In a further version add " + symbol + ", release it, and then write it.");
        } else if (what.startsWith("branch ")) {
            readers.add("Release the new " + what + " at " + change.path()
                    + " and let the readers handle it, before anyone writes it.");
            writers.add("Write the new " + what + " at " + change.path() + ".");
        } else if (after != null && !after.hasDefaultValue()) {
            beside.add("Add " + field(after.name(), after.schema()) + ".");
            writers.add("They always write " + after.name() + ".");
            readers.add("They take " + after.name() + " as it comes and cope with null, which old records have.");
        }
    }

    private void removed(Change change, Schema.@Nullable Field before) {
        String what = String.valueOf(change.before());
        String path = change.path();
        if (what.startsWith("symbol ") || what.startsWith("branch ")) {
            writers.add("They no longer write the " + what + " at " + path + ".");
            retire.add("Remove the " + what + " at " + path + ".");
        } else if (before == null || !before.hasDefaultValue()) {
            readers.add("They no longer need " + path + ".");
            stays.add(path + " has no default in a released version, so readers of that version fail without it: keep"
                    + " writing it, give it a default for later versions, and remove it by a waiver once no such"
                    + " reader is left.");
        } else {
            readers.add("They no longer read " + path + ".");
            retire.add("Remove " + path + ".");
        }
    }

    private void renamed(Change change, Schema.@Nullable Field before, Schema.@Nullable Field after) {
        String from = String.valueOf(change.before());
        String to = String.valueOf(change.after());
        if (after == null) {
            beside.add("Give the type at " + change.path() + " \"aliases\": [\"" + from + "\"] and its new name " + to
                    + " only in the readers' version.");
            readers.add("They know the alias and read both names.");
            writers.add("They write the type under the name " + to + ".");
            return;
        }
        beside.add("Add " + field(to, after.schema()) + " and keep " + from + ".");
        readers.add("They read " + to + " and fall back to " + from + " when it is null.");
        writers.add(
                "They write both " + from + " and " + to + ", and once every reader is deployed, " + to + " alone.");
        old(from, before);
    }

    private void retyped(Change change, Schema.@Nullable Field after) {
        if (!isUnsafe(change.path())) {
            return;
        }
        String name = change.path().substring(change.path().lastIndexOf('/') + 1);
        String fresh = name + "V2";
        String type = after == null ? "the new type" : TypeText.nullable(after.schema());
        beside.add(
                after == null
                        ? "Add a field of " + change.after() + " beside " + change.path() + "."
                        : "Add {\"name\": \"" + fresh + "\", \"type\": " + type + ", \"default\": null} and keep "
                                + name + " as " + change.before() + ".");
        readers.add("They read " + fresh + " and fall back to " + name + " when it is null.");
        writers.add("They write both " + name + " and " + fresh + ", and once every reader is deployed, " + fresh
                + " alone.");
        old(
                name,
                released.schema().getType() == Schema.Type.RECORD
                        ? released.schema().getField(name)
                        : null);
    }

    private void old(String name, Schema.@Nullable Field before) {
        if (before != null && before.hasDefaultValue()) {
            retire.add("Remove " + name + ".");
        } else {
            stays.add(name + " has no default in a released version, so readers of that version fail without it: keep"
                    + " writing it until no such reader is left, then remove it by a waiver.");
        }
    }

    private void defaultChanged(Change change) {
        if (isUnsafe(change.path())) {
            beside.add("Keep the default " + change.before() + " of " + change.path()
                    + ", and let the code of the readers choose another value where it is meant.");
        }
    }

    private void unexplained() {
        Set<String> edits = new LinkedHashSet<>();
        List<Finding> findings = new ArrayList<>(diff.comparison().backward().findings());
        findings.addAll(diff.comparison().forward().findings());
        for (Finding finding : findings) {
            if (finding.effect() != Verdict.SAFE) {
                edits.add(finding.message() + (finding.suggestion() == null ? "" : " " + finding.suggestion()));
            }
        }
        beside.addAll(edits);
    }

    private boolean isUnsafe(String path) {
        List<Finding> findings = new ArrayList<>(diff.comparison().backward().findings());
        findings.addAll(diff.comparison().forward().findings());
        return findings.stream()
                .anyMatch(finding -> finding.effect() != Verdict.SAFE
                        && (finding.path().equals(path) || finding.path().startsWith(path + "/")));
    }

    private static String field(String name, Schema type) {
        return "{\"name\": \"" + name + "\", \"type\": " + TypeText.nullable(type) + ", \"default\": null}";
    }

    /** The field that a change is about, when it is one of the outermost record. */
    private static Schema.@Nullable Field field(Schema schema, Change change, @Nullable String name) {
        if (schema.getType() != Schema.Type.RECORD
                || change.path().indexOf('/', 1) > 0
                || change.path().length() < 2) {
            return null;
        }
        Schema.Field byPath = schema.getField(change.path().substring(1));
        boolean renamed = name != null && change.kind() == Change.Kind.RENAMED;
        return renamed ? schema.getField(name) : byPath;
    }
}
