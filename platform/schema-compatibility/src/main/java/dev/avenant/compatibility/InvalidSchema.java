package dev.avenant.compatibility;

import dev.avenant.compatibility.internal.SchemaDisplay;
import dev.avenant.compatibility.witness.SmallestValues;
import dev.avenant.edit.EditProposal;
import dev.avenant.edit.Element;
import dev.avenant.finding.Finding;
import dev.avenant.finding.LintRule;
import dev.avenant.finding.SourceLocation;
import dev.avenant.text.SchemaText;
import dev.avenant.text.Sentence;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.jspecify.annotations.Nullable;

/** What in one schema Avro accepts although it cannot work: defaults without a value, logical types it ignores. */
final class InvalidSchema {
    private final ComparedSchema compared;
    private final List<Finding> findings = new ArrayList<>();
    private final Defaults defaults = new Defaults();
    private final Set<Schema> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Part> open = new ArrayDeque<>();

    InvalidSchema(ComparedSchema compared) {
        this.compared = compared;
    }

    private record Part(Schema schema, String path, Element element) {}

    List<Finding> findings() {
        findings.addAll(compared.faults());
        push(compared.schema(), "", Element.ROOT);
        SmallestValues smallest = new SmallestValues(compared.schema());
        Part impossible = null;
        while (!open.isEmpty()) {
            Part part = open.pop();
            look(part);
            if (impossible == null && part.schema().getType() == Schema.Type.RECORD) {
                impossible = smallest.isPossible(part.schema()) ? null : part;
            }
        }
        if (impossible != null
                && findings.stream().noneMatch(finding -> finding.rule() == LintRule.TYPE_WITHOUT_VALUE)) {
            String name = impossible.schema().getFullName();
            add(
                    LintRule.TYPE_WITHOUT_VALUE,
                    impossible.path(),
                    Element.type(name),
                    SchemaText.of("type-without-value", name),
                    SchemaText.of("type-without-value.advice"),
                    List.of());
        }
        return findings;
    }

    private void push(Schema schema, String path, Element element) {
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
                    Element element = Element.field(schema.getFullName(), field.name());
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
            case ENUM -> symbols(part);
            case ARRAY -> push(schema.getElementType(), part.path() + "/[]", part.element());
            case MAP -> push(schema.getValueType(), part.path() + "/{}", part.element());
            default -> {}
        }
    }

    private void symbols(Part part) {
        String name = part.schema().getFullName();
        if (part.schema().getEnumSymbols().isEmpty()) {
            add(
                    LintRule.TYPE_WITHOUT_VALUE,
                    part.path(),
                    Element.type(name),
                    SchemaText.of("type-without-value.enum", name),
                    SchemaText.of("type-without-value.enum.advice"),
                    List.of());
        }
    }

    private void field(Field field, String path, Element element) {
        Sentence problem = defaults.problem(field);
        if (problem != null) {
            add(
                    LintRule.DEFAULT_CANNOT_WORK,
                    path,
                    element,
                    SchemaText.of("default-cannot-work", element.key(), problem),
                    SchemaText.of("default-cannot-work.advice"),
                    ValidRemedies.ofDefault(field, element));
        }
        Object misplaced = field.getObjectProp("logicalType");
        if (misplaced != null && !saysTheSame(field.schema(), misplaced)) {
            add(
                    LintRule.LOGICAL_TYPE_IGNORED,
                    path,
                    element,
                    SchemaText.of("logical-type-ignored.field", show(misplaced), element.key()),
                    null,
                    ValidRemedies.ofMisplaced(element, misplaced));
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
        Element element = part.element().equals(Element.ROOT) ? Element.type(schema.getFullName()) : part.element();
        add(
                LintRule.LOGICAL_TYPE_IGNORED,
                part.path(),
                element,
                SchemaText.of("logical-type-ignored", show(said), IgnoredLogicalType.why(schema, said)),
                IgnoredLogicalType.suggestion(schema, said),
                ValidRemedies.ofIgnored(schema, part.element(), said));
    }

    private static String show(Object said) {
        return "\"" + SchemaDisplay.shorten(said.toString()) + "\"";
    }

    private void add(
            LintRule rule,
            String path,
            Element element,
            Sentence message,
            @Nullable Sentence suggestion,
            List<EditProposal> proposals) {
        SourceLocation place = compared.locationOf(element.key());
        findings.add(Finding.of(rule, message)
                .path(path)
                .at(null, place)
                .suggestion(suggestion)
                .proposals(proposals)
                .build());
    }
}
