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
 */
record SchemaPath(
        @Nullable SchemaPath parent, String label, @Nullable Step step, String writerElement, String readerElement) {
    static SchemaPath root(Schema writer, Schema reader) {
        return new SchemaPath(null, "", null, element(writer, ""), element(reader, ""));
    }

    SchemaPath field(Schema.Field written, Schema writer, Schema.Field read, Schema reader) {
        return new SchemaPath(
                this,
                read.name(),
                new Step(Step.Kind.FIELD, written.pos()),
                writer.getFullName() + "." + written.name(),
                reader.getFullName() + "." + read.name());
    }

    /** A field that only the reader has. */
    SchemaPath added(Schema.Field field, Schema reader) {
        return new SchemaPath(this, field.name(), null, writerElement, reader.getFullName() + "." + field.name());
    }

    /** A branch of the writer's union; the label leaves out the only branch beside null. */
    SchemaPath branch(Schema union, int index) {
        Schema branch = union.getTypes().get(index);
        boolean only = union.getTypes().size() == 1 || (union.getTypes().size() == 2 && union.isNullable());
        String label = only ? "" : "<" + branch.getFullName() + ">";
        return new SchemaPath(
                this, label, new Step(Step.Kind.BRANCH, index), element(branch, writerElement), readerElement);
    }

    SchemaPath item() {
        return new SchemaPath(this, "[]", new Step(Step.Kind.ITEM, 0), writerElement, readerElement);
    }

    SchemaPath value() {
        return new SchemaPath(this, "{}", new Step(Step.Kind.VALUE, 0), writerElement, readerElement);
    }

    /** The same place, once the types that stand there are known. */
    SchemaPath of(Schema writer, Schema reader) {
        return new SchemaPath(parent, label, step, element(writer, writerElement), element(reader, readerElement));
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
