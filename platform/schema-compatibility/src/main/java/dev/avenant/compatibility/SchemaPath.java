package dev.avenant.compatibility;

import dev.avenant.compatibility.witness.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Where a walk through two schemas stands.
 *
 * @param writerElement the named element of the writer's schema that it is in, as {@code a.Record.field}
 * @param readerElement the same in the reader's schema
 * @param fields the innermost pair of fields that it is in; null outside of every field
 */
record SchemaPath(
        @Nullable SchemaPath parent,
        String label,
        @Nullable Step step,
        String writerElement,
        String readerElement,
        @Nullable FieldPair fields) {
    /** A field of the writer's record and the reader's field for it. */
    record FieldPair(Schema writer, Schema.Field written, Schema reader, Schema.Field read) {}

    static SchemaPath root(Schema writer, Schema reader) {
        return new SchemaPath(null, "", null, element(writer, ""), element(reader, ""), null);
    }

    SchemaPath field(Schema.Field written, Schema writer, Schema.Field read, Schema reader) {
        return new SchemaPath(
                this,
                read.name(),
                new Step(Step.Kind.FIELD, written.pos()),
                writer.getFullName() + "." + written.name(),
                reader.getFullName() + "." + read.name(),
                new FieldPair(writer, written, reader, read));
    }

    /** A field that only the reader has. */
    SchemaPath added(Schema.Field field, Schema reader) {
        return new SchemaPath(this, field.name(), null, writerElement, reader.getFullName() + "." + field.name(), null);
    }

    /** A branch of the writer's union; the label leaves out the only branch beside null. */
    SchemaPath branch(Schema union, int index) {
        Schema branch = union.getTypes().get(index);
        boolean only = union.getTypes().size() == 1 || (union.getTypes().size() == 2 && union.isNullable());
        String label = only ? "" : "<" + branch.getFullName() + ">";
        return new SchemaPath(
                this, label, new Step(Step.Kind.BRANCH, index), element(branch, writerElement), readerElement, fields);
    }

    SchemaPath item() {
        return new SchemaPath(this, "[]", new Step(Step.Kind.ITEM, 0), writerElement, readerElement, fields);
    }

    SchemaPath value() {
        return new SchemaPath(this, "{}", new Step(Step.Kind.VALUE, 0), writerElement, readerElement, fields);
    }

    /** The same place, once the types that stand there are known. */
    SchemaPath of(Schema writer, Schema reader) {
        return new SchemaPath(
                parent, label, step, element(writer, writerElement), element(reader, readerElement), fields);
    }

    private static String element(Schema schema, String otherwise) {
        return switch (schema.getType()) {
            case RECORD, ENUM, FIXED -> schema.getFullName();
            default -> otherwise;
        };
    }

    /** The path that a finding shows. */
    String path() {
        Deque<String> labels = new ArrayDeque<>();
        for (SchemaPath place = this; place != null; place = place.parent) {
            if (!place.label.isEmpty()) {
                labels.push(place.label);
            }
        }
        return "/" + String.join("/", labels);
    }

    /** The steps from the root of the writer's schema; null when the writer has nothing there. */
    @Nullable
    List<Step> route() {
        Deque<Step> steps = new ArrayDeque<>();
        for (SchemaPath place = this; place.parent != null; place = place.parent) {
            if (place.step == null) {
                return null;
            }
            steps.push(place.step);
        }
        return List.copyOf(steps);
    }

    /** The way to the innermost place that the writer has, by the writer's names. */
    List<String> wayOfWriter(Schema writer) {
        List<String> way = new ArrayList<>();
        Schema schema = writer;
        for (Step step : nearestRoute()) {
            switch (step.kind()) {
                case FIELD -> way.add(schema.getFields().get(step.index()).name());
                case ITEM -> way.add("[]");
                case VALUE -> way.add("{}");
                case BRANCH -> {
                    // the value says which
                }
            }
            schema = step.into(schema);
        }
        return way;
    }

    /** The way to the place by the reader's names. */
    List<String> wayOfReader() {
        Deque<String> way = new ArrayDeque<>();
        for (SchemaPath place = this; place.parent != null; place = place.parent) {
            if (place.step == null || place.step.kind() != Step.Kind.BRANCH) {
                way.push(place.label);
            }
        }
        return List.copyOf(way);
    }

    /** The steps to the innermost place that the writer has. */
    List<Step> nearestRoute() {
        List<Step> steps = route();
        return steps != null || parent == null ? (steps == null ? List.of() : steps) : parent.nearestRoute();
    }
}
