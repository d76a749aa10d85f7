package dev.avenant.console.produce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.console.Messages;
import dev.avenant.console.ShownText;
import dev.avenant.operations.OperationException;
import dev.avenant.operations.events.AvroJsonCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The form of a value of a schema as somebody has filled it so far, and the value that it makes: what {@link FormParameters}
 * names, read for each part of the schema that is chosen.
 */
public final class SchemaForm {

    static final String ROOT = "v";
    private static final int MOST_PARTS = 2000;
    private static final int DEEPEST = 40;

    private final NavigableMap<String, String> parameters;
    private final JsonNode value;
    private final FormField root;
    private int parts;
    private boolean isWrong;

    private SchemaForm(Schema schema, Map<String, String> parameters) {
        this.parameters = new TreeMap<>(parameters);
        Part whole = part(schema, ROOT, "", "", false, 0);
        this.root = whole.field();
        this.value = whole.value();
    }

    private record Part(FormField field, JsonNode value) {}

    /**
     * What somebody filled in; where they have not been yet, the defaults of the schema.
     *
     * @throws TooLargeFormException if it has more parts than a page shows
     */
    public static SchemaForm of(Schema schema, Map<String, String> parameters) {
        return new SchemaForm(schema, parameters);
    }

    /** The form has more parts than a page shows. */
    public static final class TooLargeFormException extends OperationException {
        private static final long serialVersionUID = 1L;

        TooLargeFormException() {
            super(
                    Reason.WRONG_REQUEST,
                    Messages.of("problem.produce-form-size", String.valueOf(MOST_PARTS), String.valueOf(DEEPEST)));
        }
    }

    public FormField root() {
        return root;
    }

    /** The value in Avro's JSON; empty when a part of it is wrong, which says so itself. */
    public Optional<JsonNode> value() {
        return isWrong ? Optional.empty() : Optional.of(value);
    }

    private String text(String name) {
        return parameters.getOrDefault(name, "").replace("\r\n", "\n");
    }

    private Part part(Schema schema, String path, String label, String doc, boolean inList, int depth) {
        if (++parts > MOST_PARTS || depth > DEEPEST) {
            throw new TooLargeFormException();
        }
        if (!FormParameters.isTouched(parameters, path)) {
            FormParameters.begin(schema, path, parameters);
        }
        return switch (schema.getType()) {
            case RECORD -> record(schema, path, label, doc, inList, depth);
            case UNION -> union(schema, path, label, doc, inList, depth);
            case ARRAY -> list(schema, path, label, doc, inList, depth);
            case MAP -> entries(schema, path, label, doc, inList, depth);
            default -> leaf(schema, path, label, doc, inList);
        };
    }

    private Part record(Schema schema, String path, String label, String doc, boolean inList, int depth) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        List<FormField> fields = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            String place = FormParameters.field(path, field.name());
            if (!FormParameters.isTouched(parameters, place)) {
                FormParameters.begin(field, place, parameters);
            }
            Part part =
                    part(field.schema(), place, field.name(), field.doc() == null ? "" : field.doc(), false, depth + 1);
            fields.add(part.field());
            json.set(field.name(), part.value());
        }
        return new Part(
                field(path, label, schema, doc, FormField.Kind.GROUP, "", List.of(), fields, inList, null), json);
    }

    private Part union(Schema schema, String path, String label, String doc, boolean inList, int depth) {
        List<String> branches =
                schema.getTypes().stream().map(AvroJsonCheck::branch).toList();
        String chosen = text(FormParameters.branch(path));
        int index = Math.max(0, branches.indexOf(chosen));
        Schema branch = schema.getTypes().get(index);
        Part part = part(branch, FormParameters.ofBranch(path), "", "", false, depth + 1);
        JsonNode json = branch.getType() == Schema.Type.NULL
                ? JsonNodeFactory.instance.nullNode()
                : JsonNodeFactory.instance.objectNode().set(branches.get(index), part.value());
        return new Part(
                field(
                        path,
                        label,
                        schema,
                        doc,
                        FormField.Kind.BRANCHES,
                        branches.get(index),
                        branches,
                        List.of(part.field()),
                        inList,
                        null),
                json);
    }

    private Part list(Schema schema, String path, String label, String doc, boolean inList, int depth) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        List<FormField> items = new ArrayList<>();
        for (int number = 0; number < FormParameters.count(parameters, path); number++) {
            Part part = part(
                    schema.getElementType(),
                    FormParameters.item(path, number),
                    "[" + number + "]",
                    "",
                    true,
                    depth + 1);
            items.add(part.field());
            json.add(part.value());
        }
        return new Part(field(path, label, schema, doc, FormField.Kind.LIST, "", List.of(), items, inList, null), json);
    }

    private Part entries(Schema schema, String path, String label, String doc, boolean inList, int depth) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        List<FormField> entries = new ArrayList<>();
        for (int number = 0; number < FormParameters.count(parameters, path); number++) {
            String item = FormParameters.item(path, number);
            String key = text(FormParameters.key(item));
            FormProblem problem = json.has(key) ? wrong(FormProblem.keyAgain()) : null;
            Part part = part(schema.getValueType(), item, "", "", false, depth + 1);
            entries.add(new FormField(
                    item,
                    "[" + number + "]",
                    "",
                    "",
                    FormField.Kind.ENTRY,
                    key,
                    List.of(),
                    List.of(part.field()),
                    true,
                    problem));
            json.set(key, part.value());
        }
        return new Part(
                field(path, label, schema, doc, FormField.Kind.ENTRIES, "", List.of(), entries, inList, null), json);
    }

    private Part leaf(Schema schema, String path, String label, String doc, boolean inList) {
        LeafInput input = LeafInput.of(schema);
        String text = text(path);
        FormProblem problem = null;
        JsonNode json = JsonNodeFactory.instance.nullNode();
        try {
            json = input.read(schema, text);
            problem = AvroJsonCheck.problemOfLeaf(schema, json)
                    .map(found -> wrong(FormProblem.ofValue(input, found)))
                    .orElse(null);
        } catch (IllegalArgumentException none) {
            problem = wrong(FormProblem.found(input, ShownText.line(shortened(text))));
        }
        FormField.Kind kind = switch (input) {
            case NOTHING -> FormField.Kind.NOTHING;
            case TEXT -> FormField.Kind.AREA;
            case TRUTH, CHOICE -> FormField.Kind.CHOICE;
            case DATE -> FormField.Kind.DATE;
            default -> FormField.Kind.LINE;
        };
        return new Part(
                field(path, label, schema, doc, kind, text, LeafInput.choices(schema), List.of(), inList, problem),
                json);
    }

    private static String shortened(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }

    private FormProblem wrong(FormProblem problem) {
        isWrong = true;
        return problem;
    }

    private static FormField field(
            String path,
            String label,
            Schema schema,
            String doc,
            FormField.Kind kind,
            String text,
            List<String> choices,
            List<FormField> parts,
            boolean inList,
            @Nullable FormProblem problem) {
        return new FormField(
                path,
                label,
                ShownText.line(typeOf(schema)),
                ShownText.line(doc),
                kind,
                text,
                choices,
                parts,
                inList,
                problem);
    }

    private static String typeOf(Schema schema) {
        String name = switch (schema.getType()) {
            case RECORD, ENUM, FIXED -> schema.getName();
            default -> schema.getType().getName();
        };
        return schema.getLogicalType() == null ? name : schema.getLogicalType().getName();
    }
}
