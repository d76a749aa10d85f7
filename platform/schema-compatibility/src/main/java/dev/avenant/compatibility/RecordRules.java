package dev.avenant.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import dev.avenant.compatibility.internal.Renames;
import dev.avenant.compatibility.internal.Renames.Rename;
import dev.avenant.compatibility.readers.ChangeKind;
import dev.avenant.edit.Element;
import dev.avenant.finding.CompatibilityRule;
import dev.avenant.text.SchemaText;
import dev.avenant.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Resolver.Action;
import org.apache.avro.Resolver.RecordAdjust;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.jspecify.annotations.Nullable;

/** Rules for the fields of two records. */
final class RecordRules {
    private final PairVisitor walk;
    private final boolean writerIsOld;
    private final PendingFinding.Collected found;
    private final Defaults defaults = new Defaults();
    private final Remedies remedies;

    RecordRules(PairVisitor walk, boolean writerIsOld, PendingFinding.Collected found, Remedies remedies) {
        this.walk = walk;
        this.writerIsOld = writerIsOld;
        this.found = found;
        this.remedies = remedies;
    }

    void check(PairVisitor.Node node, SchemaPath place) {
        Schema written = node.writer();
        Schema read = node.reader();
        if (written.isError() != read.isError()) {
            found.notice(ChangeKind.ERROR_READ_AS_RECORD, place);
        }
        List<Field> onlyRead = new ArrayList<>();
        for (Field field : read.getFields()) {
            Field counterpart = written.getField(field.name());
            if (counterpart == null) {
                onlyRead.add(field);
            } else {
                both(node, counterpart, field, place);
            }
        }
        if (written.getFields().stream().anyMatch(field -> read.getField(field.name()) == null)) {
            found.notice(ChangeKind.FIELD_REMOVED, place);
        }
        Map<Field, Rename> renames = Renames.between(written.getFields(), read.getFields());
        for (Field field : onlyRead) {
            added(node, field, renames.get(field), place);
        }
        order(node, place);
    }

    private void both(PairVisitor.Node node, Field written, Field read, SchemaPath place) {
        Field original = node.original().getFields().get(written.pos());
        SchemaPath inside = place.field(original, node.original(), read, node.reader());
        if (!original.name().equals(read.name())) {
            found.notice(read.hasDefaultValue() ? ChangeKind.FIELD_ALIAS_WITH_DEFAULT : ChangeKind.FIELD_ALIAS, inside);
        }
        defaults(node, original, read, inside);
        Action action = node.action() instanceof RecordAdjust adjust ? adjust.fieldActions[written.pos()] : null;
        walk.visit(new PairVisitor.Node(original.schema(), written.schema(), read.schema(), action), inside);
    }

    private void defaults(PairVisitor.Node node, Field original, Field read, SchemaPath inside) {
        JsonNode before = Defaults.of(original);
        JsonNode after = Defaults.of(read);
        if (before == null || after == null || DefaultValues.same(original, read)) {
            return;
        }
        Optional<String> writers = defaults.filled(original);
        Optional<String> readers = defaults.filled(read);
        if (writers.equals(readers)) {
            return;
        }
        boolean workedBefore = (writerIsOld ? writers : readers).isPresent();
        found.add(
                CompatibilityRule.DEFAULT_CHANGED,
                inside,
                SchemaText.of(
                        writers.isEmpty()
                                ? "default-changed.writer-fails"
                                : readers.isEmpty() ? "default-changed.reader-fails" : "default-changed",
                        read.name(),
                        Defaults.show(before),
                        Defaults.show(after)),
                workedBefore ? null : SchemaText.of("default-changed.corrected"),
                List.of(),
                workedBefore ? remedies.defaultAsBefore(node, original, read) : List.of());
    }

    private void added(PairVisitor.Node node, Field field, @Nullable Rename renamed, SchemaPath place) {
        Field taken = node.original().getField(field.name());
        if (taken != null && takenByAlias(node, field, taken, place)) {
            return;
        }
        SchemaPath inside = place.added(field, node.reader());
        String name = node.reader().getFullName() + "." + field.name();
        Sentence problem = defaults.problem(field);
        if (problem != null) {
            found.add(
                    CompatibilityRule.READER_DEFAULT_FAILS,
                    inside,
                    SchemaText.of("reader-default-fails", name, problem),
                    SchemaText.of("default-cannot-work.advice"),
                    List.of());
        } else if (!field.hasDefaultValue()) {
            missing(node, field, renamed, inside);
        } else {
            DefaultKinds.of(field).forEach(kind -> found.notice(kind, inside));
            if (renamed != null && renamed.isInPlace()) {
                takesThePlace(node, field, renamed, place);
            }
        }
    }

    /** A field that only the reader has, in place of one that only the writer has, which may be the same field. */
    private void takesThePlace(PairVisitor.Node node, Field field, Rename renamed, SchemaPath place) {
        Field original = node.original().getFields().get(renamed.from().pos());
        boolean same = renamed.isCredible();
        found.add(
                same ? CompatibilityRule.FIELD_RENAMED : CompatibilityRule.FIELD_REPLACED,
                place.field(original, node.original(), field, node.reader()),
                SchemaText.of(same ? "field-renamed" : "field-replaced", original.name(), field.name()),
                writerIsOld ? null : SchemaText.of(same ? "write-name-later" : "remove-field-later"),
                List.of(),
                remedies.renamed(node, original, field, renamed));
    }

    /** The writer has a field of that name, and an alias of another of the reader's fields takes its value. */
    private boolean takenByAlias(PairVisitor.Node node, Field field, Field taken, SchemaPath place) {
        String taker = node.writer().getFields().get(taken.pos()).name();
        if (taker.equals(field.name())) {
            return false;
        }
        boolean falls = field.hasDefaultValue();
        SchemaPath inside = place.field(taken, node.original(), field, node.reader());
        if (falls) {
            found.notice(ChangeKind.ALIAS_TAKES_VALUE, inside);
        }
        found.add(
                falls ? CompatibilityRule.ALIAS_TAKES_VALUE : CompatibilityRule.ALIAS_COLLIDES,
                inside,
                SchemaText.of(falls ? "alias-takes-value.field" : "alias-collides.field", taker, field.name()),
                null,
                List.of(),
                remedies.withoutAlias(Element.field(node.reader().getFullName(), taker), field.name()));
        return true;
    }

    private void missing(PairVisitor.Node node, Field field, @Nullable Rename renamed, SchemaPath inside) {
        boolean enumDefault =
                field.schema().getType() == Schema.Type.ENUM && field.schema().getEnumDefault() != null;
        Field original = renamed == null
                ? null
                : node.original().getFields().get(renamed.from().pos());
        found.add(
                CompatibilityRule.FIELD_WITHOUT_DEFAULT,
                inside,
                SchemaText.of(
                        enumDefault ? "field-without-default.enum" : "field-without-default",
                        node.reader().getFullName() + "." + field.name()),
                writerIsOld ? null : SchemaText.of("remove-field-later"),
                List.of(),
                remedies.missing(node, original, field, renamed));
    }

    private void order(PairVisitor.Node node, SchemaPath place) {
        List<Field> read = node.reader().getFields();
        int last = -1;
        @Nullable Field before = null;
        for (Field field : read) {
            Field written = node.writer().getField(field.name());
            if (written == null) {
                continue;
            }
            if (before != null
                    && written.pos() < last
                    && before.schema().getType() == field.schema().getType()) {
                found.add(
                        CompatibilityRule.FIELDS_REORDERED,
                        place,
                        SchemaText.of(
                                "fields-reordered",
                                before.name(),
                                field.name(),
                                node.reader().getFullName()),
                        SchemaText.of("fields-reordered.advice"),
                        List.of());
                return;
            }
            last = written.pos();
            before = field;
        }
    }
}
