package dev.avenant.checks;

import dev.avenant.checks.internal.Words;
import dev.avenant.schema.SchemaFault;
import dev.avenant.schema.SourceLocation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.jspecify.annotations.Nullable;

/** What in one schema Avro accepts although it cannot work: defaults without a value, logical types it ignores. */
final class InvalidSchema {
    /** A default that cannot be made into a value. */
    static final String DEFAULT = "default-cannot-work";
    /** A logical type that Avro ignores. */
    static final String LOGICAL_TYPE = "logical-type-ignored";

    private static final Set<String> KNOWN = Set.of(
            "decimal",
            "big-decimal",
            "uuid",
            "date",
            "time-millis",
            "time-micros",
            "timestamp-millis",
            "timestamp-micros",
            "timestamp-nanos",
            "local-timestamp-millis",
            "local-timestamp-micros",
            "local-timestamp-nanos",
            "duration");

    private final ComparedSchema compared;
    private final List<Finding> findings = new ArrayList<>();
    private final Defaults defaults = new Defaults();
    private final Set<Schema> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Part> open = new ArrayDeque<>();

    InvalidSchema(ComparedSchema compared) {
        this.compared = compared;
    }

    private record Part(Schema schema, String path, String element) {}

    List<Finding> findings() {
        for (SchemaFault fault : compared.faults()) {
            findings.add(invalid(fault.kind().ruleId(), "/" + fault.path(), fault.message() + ".", fault.fix() + ".")
                    .at(null, fault.location()));
        }
        push(compared.schema(), "", "");
        while (!open.isEmpty()) {
            look(open.pop());
        }
        return findings;
    }

    private void push(Schema schema, String path, String element) {
        if (seen.add(schema)) {
            open.push(new Part(schema, path, element));
        }
    }

    private void look(Part part) {
        Schema schema = part.schema();
        logicalType(part);
        switch (schema.getType()) {
            case RECORD -> {
                for (Field field : schema.getFields()) {
                    String element = schema.getFullName() + "." + field.name();
                    field(field, part.path() + "/" + field.name(), element);
                    push(field.schema(), part.path() + "/" + field.name(), element);
                }
            }
            case UNION -> {
                for (Schema branch : schema.getTypes()) {
                    boolean only = schema.getTypes().size() <= 2 && schema.isNullable();
                    push(branch, only ? part.path() : part.path() + "/<" + branch.getFullName() + ">", part.element());
                }
            }
            case ARRAY -> push(schema.getElementType(), part.path() + "/[]", part.element());
            case MAP -> push(schema.getValueType(), part.path() + "/{}", part.element());
            default -> {}
        }
    }

    private void field(Field field, String path, String element) {
        String problem = defaults.problem(field);
        if (problem != null) {
            add(DEFAULT, path, element, "The default of " + element + " " + problem + ".", "Correct the default.");
        }
        Object misplaced = field.getObjectProp("logicalType");
        if (misplaced != null && !saysTheSame(field.schema(), misplaced)) {
            add(
                    LOGICAL_TYPE,
                    path,
                    element,
                    "The logical type " + show(misplaced) + " stands on the field " + element
                            + " and not on its type, where Avro ignores it.",
                    "Write \"type\": {\"type\": …, \"logicalType\": " + show(misplaced) + "}.");
        }
    }

    private static boolean saysTheSame(Schema schema, Object logicalType) {
        if (schema.getType() == Schema.Type.UNION) {
            return schema.getTypes().stream().anyMatch(branch -> saysTheSame(branch, logicalType));
        }
        return schema.getLogicalType() != null && logicalType.equals(schema.getObjectProp("logicalType"));
    }

    private void logicalType(Part part) {
        Schema schema = part.schema();
        Object said = schema.getType() == Schema.Type.UNION ? null : schema.getObjectProp("logicalType");
        if (said == null || schema.getLogicalType() != null) {
            return;
        }
        add(
                LOGICAL_TYPE,
                part.path(),
                part.element().isEmpty() ? schema.getFullName() : part.element(),
                "The logical type " + show(said) + " is ignored by Avro: " + whyIgnored(schema, said) + ".",
                suggestion(said));
    }

    private static String whyIgnored(Schema schema, Object said) {
        if (!(said instanceof String name)) {
            return "it is no string";
        }
        if (!KNOWN.contains(name) && !LogicalTypes.getCustomRegisteredTypes().containsKey(name)) {
            return "there is none of that name";
        }
        String type = schema.getType().getName();
        if (!name.equals("decimal")) {
            return "it does not go with " + type
                    + (schema.getType() == Schema.Type.FIXED ? "(" + schema.getFixedSize() + ")" : "");
        }
        if (schema.getType() != Schema.Type.BYTES && schema.getType() != Schema.Type.FIXED) {
            return "a decimal is made of bytes or fixed, not of " + type;
        }
        return "precision " + prop(schema, "precision") + " and scale " + prop(schema, "scale")
                + " do not go together or do not fit the type";
    }

    private static String prop(Schema schema, String name) {
        Object value = schema.getObjectProp(name);
        return value == null ? "(none)" : value == JsonProperties.NULL_VALUE ? "null" : Words.shorten(value.toString());
    }

    private static @Nullable String suggestion(Object said) {
        String wrong = said.toString().toLowerCase(Locale.ROOT);
        String best = null;
        int bestDistance = 4;
        for (String name : KNOWN) {
            int distance = wrong.length() > 40 ? 99 : distance(wrong, name);
            if (distance < bestDistance && distance > 0) {
                best = name;
                bestDistance = distance;
            }
        }
        return best == null ? "Correct or remove the logical type." : "Write \"logicalType\": \"" + best + "\".";
    }

    /** How many letters must be added, removed or replaced to make one word of the other. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int same = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(same, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }

    private static String show(Object said) {
        return "\"" + Words.shorten(said.toString()) + "\"";
    }

    private void add(String rule, String path, String element, String message, @Nullable String suggestion) {
        SourceLocation place = compared.locationOf(element);
        findings.add(invalid(rule, path, message, suggestion).at(null, place));
    }

    private static Finding invalid(String rule, String path, String message, @Nullable String suggestion) {
        return Finding.of(rule, Category.SEMANTIC, Severity.ERROR, Verdict.SAFE, path.isEmpty() ? "/" : path, message)
                .suggesting(suggestion);
    }
}
