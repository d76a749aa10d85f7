package dev.avenant.compatibility.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.compatibility.diff.Change;
import dev.avenant.compatibility.diff.SchemaDiff;
import dev.avenant.schema.InlineJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the schemas between a released version and a wanted one. Every edit is tried in the forms that it can take, the
 * wanted one first, and the first that the gate lets pass is kept; so each schema may follow those before it, and an
 * edit for which no form passes is left out.
 */
final class MigrationPlanner {
    private static final int MOST_VERSIONS = 4;

    private final JsonNode base;
    private final JsonNode wanted;
    private final String wantedText;
    private final CompatibilityTrial trial;
    private final boolean transitive;
    private final Map<String, String> formerNames = new HashMap<>();
    private final Set<String> retyped = new HashSet<>();
    private JsonNode now;
    private PlannedVersion.Notes notes = new PlannedVersion.Notes();

    MigrationPlanner(ComparedSchema released, ComparedSchema wanted, CompatibilityTrial trial, boolean transitive) {
        this.base = SchemaJson.of(released);
        this.wanted = SchemaJson.of(wanted);
        this.wantedText = SchemaJson.textOf(wanted);
        this.trial = trial;
        this.transitive = transitive;
        this.now = base;
        for (Change change : SchemaDiff.changes(released, wanted)) {
            if (change.kind() == Change.Kind.RENAMED && change.path().lastIndexOf('/') == 0) {
                formerNames.put(change.path().substring(1), String.valueOf(change.before()));
            }
        }
    }

    /** Whether the last of them is the wanted version. */
    boolean reached() {
        return now.equals(wanted);
    }

    /** @param firstNumber the number of the first version on the way */
    List<PlannedVersion> versions(int firstNumber) {
        List<PlannedVersion> versions = new ArrayList<>();
        while (versions.size() < MOST_VERSIONS && !reached()) {
            JsonNode before = now;
            notes = new PlannedVersion.Notes();
            if (versions.isEmpty()) {
                merge();
            } else {
                onwards();
            }
            if (now.equals(before)) {
                return versions;
            }
            String label = "v" + (firstNumber + versions.size());
            PlannedVersion version = notes.version(label, reached() ? wantedText : SchemaJson.pretty(now));
            trial.release(label, version.text());
            versions.add(version);
        }
        return versions;
    }

    private boolean isTried(@Nullable JsonNode candidate, Consumer<PlannedVersion.Notes> note) {
        if (candidate == null || candidate.equals(now) || !trial.passes(candidate)) {
            return false;
        }
        now = candidate;
        note.accept(notes);
        return true;
    }

    /** The first version: what is new beside what is old. */
    private void merge() {
        if (!SchemaJson.isRecord(base) || !SchemaJson.isRecord(wanted)) {
            isTried(SchemaMerge.type(base, wanted), note -> note.edit("both-readable"));
            return;
        }
        header();
        Map<String, ObjectNode> old = SchemaJson.fields(base);
        SchemaJson.fields(wanted).forEach((name, field) -> {
            ObjectNode former = old.get(name);
            if (former == null) {
                added(name, field);
            } else if (!former.equals(field)) {
                changed(name, former, field);
            }
        });
    }

    /** What the record says about itself, and its name where readers cope with it. */
    private void header() {
        ObjectNode whole = (ObjectNode) wanted.deepCopy();
        whole.set("fields", now.path("fields"));
        ObjectNode sameName = whole.deepCopy();
        for (String member : List.of("name", "namespace", "aliases")) {
            if (now.has(member)) {
                sameName.set(member, now.get(member));
            } else {
                sameName.remove(member);
            }
        }
        if (!isTried(whole, note -> note.edit("head"))) {
            isTried(sameName, note -> note.edit("head.without-name"));
        }
    }

    private void added(String name, ObjectNode field) {
        String former = formerNames.getOrDefault(name, "");
        for (ObjectNode form : forms(field)) {
            boolean done = isTried(RecordEdits.with(now, form), note -> {
                if (former.isEmpty()) {
                    note.edit("added", InlineJson.of(form));
                    note.readers("added.readers", name);
                    note.writers("added.writers", name);
                } else {
                    note.edit("renamed", InlineJson.of(form), former);
                    note.readers("renamed.readers", name, former);
                    note.writers("both.writers", former, name);
                }
            });
            if (done) {
                return;
            }
        }
    }

    /** A new field as it is wanted, with a default for the time being, or as one that may be missing. */
    private List<ObjectNode> forms(ObjectNode field) {
        List<ObjectNode> forms = new ArrayList<>();
        forms.add(field);
        if (!field.has("default")) {
            JsonNode smallest = TypeJson.smallest(field.path("type"));
            if (smallest != null) {
                forms.add(field.deepCopy().set("default", smallest));
            }
            forms.add(transitive ? 1 : forms.size(), SchemaMerge.nullable(field));
        }
        List<ObjectNode> all = new ArrayList<>(forms);
        if (field.has("aliases")) {
            for (ObjectNode form : forms) {
                ObjectNode withoutAliases = form.deepCopy();
                withoutAliases.remove("aliases");
                all.add(withoutAliases);
            }
        }
        return all;
    }

    private void changed(String name, ObjectNode former, ObjectNode field) {
        if (isTried(
                RecordEdits.replacing(now, name, field), note -> note.edit("changed", name, InlineJson.of(field)))) {
            return;
        }
        ObjectNode kept = SchemaMerge.kept(former, field);
        JsonNode both = SchemaMerge.type(former.path("type"), field.path("type"));
        if (both != null && !both.equals(former.path("type"))) {
            ObjectNode merged = kept.deepCopy().set("type", both);
            if (isTried(
                    RecordEdits.replacing(now, name, merged),
                    note -> note.edit("changed", name, InlineJson.of(merged)).readers("merged.readers", name))) {
                return;
            }
        }
        if (!former.path("type").equals(field.path("type")) && isUnderAnotherName(name, kept, field)) {
            retyped.add(name);
            return;
        }
        isTried(RecordEdits.replacing(now, name, kept), note -> note.edit("changed", name, InlineJson.of(kept)));
    }

    private boolean isUnderAnotherName(String name, ObjectNode kept, ObjectNode field) {
        String fresh = SchemaMerge.freeName(
                name, SchemaJson.fields(now).keySet(), SchemaJson.fields(wanted).keySet());
        ObjectNode other = SchemaMerge.anotherName(field, fresh);
        ObjectNode renamed = other.deepCopy();
        renamed.set("type", TypeJson.renamed(other.path("type"), fresh.substring(name.length())));
        for (ObjectNode form : List.of(other, renamed)) {
            for (ObjectNode old : List.of(kept, SchemaJson.fields(now).getOrDefault(name, kept))) {
                JsonNode candidate = RecordEdits.with(RecordEdits.replacing(now, name, old), form);
                if (isTried(
                        candidate,
                        note -> note.edit("retyped", InlineJson.of(form), name, InlineJson.of(old.path("type")))
                                .readers("retyped.readers", fresh, name)
                                .writers("both.writers", name, fresh))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A later version: the wanted version if it may come now, otherwise what goes and what comes nearer. */
    private void onwards() {
        Map<String, ObjectNode> target = SchemaJson.fields(wanted);
        if (isTried(wanted, note -> {
            SchemaJson.fields(base).keySet().stream()
                    .filter(name -> !target.containsKey(name))
                    .forEach(note::removed);
            note.edit("wanted");
        })) {
            return;
        }
        for (String name : SchemaJson.fields(base).keySet()) {
            if (!target.containsKey(name) || retyped.contains(name)) {
                isTried(RecordEdits.without(now, name), note -> note.removed(name));
            }
        }
        target.forEach((name, field) -> {
            if (!retyped.contains(name)) {
                isTried(
                        SchemaJson.fields(now).containsKey(name)
                                ? RecordEdits.replacing(now, name, field)
                                : RecordEdits.with(now, field),
                        note -> note.edit("changed", name, InlineJson.of(field)));
            }
        });
    }
}
