package dev.avenant.compatibility.iceberg;

import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.compatibility.iceberg.AvroToIceberg.UnsupportedException;
import dev.avenant.compatibility.iceberg.IcebergType.Column;
import dev.avenant.compatibility.iceberg.IcebergType.DecimalType;
import dev.avenant.compatibility.iceberg.IcebergType.ListOf;
import dev.avenant.compatibility.iceberg.IcebergType.MapOf;
import dev.avenant.compatibility.iceberg.IcebergType.Struct;
import dev.avenant.compatibility.internal.DeepStack;
import dev.avenant.finding.Finding;
import dev.avenant.finding.IcebergRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Whether the table that was made for a schema can follow to another, column by column and by name, with the changes that
 * Iceberg's {@code UpdateSchema} takes. What a record means to Avro's readers is another matter.
 */
public final class IcebergEvolution {
    private final ComparedSchema older;
    private final ComparedSchema newer;
    private final List<Finding> findings = new ArrayList<>();

    private IcebergEvolution(ComparedSchema older, ComparedSchema newer) {
        this.older = older;
        this.newer = newer;
    }

    /** What the table cannot follow; empty when it can, or when there can be no table of the older schema. */
    public static List<Finding> findings(ComparedSchema older, ComparedSchema newer) {
        return DeepStack.run(
                older.schema(),
                newer.schema(),
                () -> {
                    IcebergEvolution evolution = new IcebergEvolution(older, newer);
                    evolution.run();
                    return List.copyOf(evolution.findings);
                },
                () -> List.of(
                        Finding.of(IcebergRule.ICEBERG_TYPE_UNSUPPORTED, "The schemas are nested too deep for a table.")
                                .suggestion("Nest the types less deep.")
                                .build()));
    }

    private void run() {
        Struct after;
        try {
            after = AvroToIceberg.struct(newer.schema());
        } catch (UnsupportedException e) {
            add(IcebergRule.ICEBERG_TYPE_UNSUPPORTED, e.path(), null, null, e.sentence());
            return;
        }
        try {
            struct(AvroToIceberg.struct(older.schema()), after, "");
        } catch (UnsupportedException noTable) {
            return;
        }
    }

    private void struct(Struct before, Struct after, String path) {
        for (Column column : after.columns()) {
            String inside = path + "/" + column.name();
            Column known = before.column(column.name()).orElse(null);
            if (known == null) {
                added(before, after, column, inside);
            } else {
                nullability(known, column, inside);
                type(known.type(), column.type(), known, column, inside);
            }
        }
    }

    private void nullability(Column before, Column after, String path) {
        if (before.optional() && !after.optional()) {
            add(
                    IcebergRule.ICEBERG_COLUMN_REQUIRED,
                    path,
                    before,
                    after,
                    "The column " + after.name() + " may be null in the rows that are there and becomes required.");
        }
    }

    private void added(Struct before, Struct after, Column column, String path) {
        Schema.Field field = column.field();
        if (!column.optional() && !(field != null && IcebergDefaults.canBeKept(field, column.type()))) {
            add(
                    IcebergRule.ICEBERG_REQUIRED_COLUMN_ADDED,
                    path,
                    null,
                    column,
                    "The column " + column.name() + " (" + column.type().text()
                            + ") is added as required, without a default that Iceberg can keep for the rows that are there.");
        }
        Set<String> aliases = field == null ? Set.of() : field.aliases();
        for (String alias : aliases) {
            Column renamed = before.column(alias).orElse(null);
            if (renamed != null && after.column(alias).isEmpty()) {
                add(
                        IcebergRule.ICEBERG_COLUMN_RENAMED,
                        path,
                        renamed,
                        column,
                        "The column " + alias + " is now called " + column.name()
                                + ", and a table goes by names: the values that are there stay in the old column.");
                return;
            }
        }
    }

    /** Two types of one column; the columns are those that messages name. */
    private void type(IcebergType before, IcebergType after, Column known, Column column, String path) {
        if (before instanceof Struct old && after instanceof Struct struct) {
            struct(old, struct, path);
        } else if (before instanceof ListOf old && after instanceof ListOf list) {
            inner(old.optional(), list.optional(), known, column, path + "/[]");
            type(old.element(), list.element(), known, column, path + "/[]");
        } else if (before instanceof MapOf old && after instanceof MapOf map) {
            if (!sameKey(old.key(), map.key())) {
                add(
                        IcebergRule.ICEBERG_MAP_KEY_CHANGED,
                        path,
                        known,
                        column,
                        "The keys of the map " + column.name() + " change, and Iceberg changes no map keys.");
            }
            inner(old.optional(), map.optional(), known, column, path + "/{}");
            type(old.value(), map.value(), known, column, path + "/{}");
        } else if (!isPromoted(before, after)) {
            add(
                    IcebergRule.ICEBERG_TYPE_CHANGED,
                    path,
                    known,
                    column,
                    "The column " + column.name() + " changes from " + before.text() + " to " + after.text()
                            + ", which Iceberg does not promote.");
        }
    }

    private void inner(boolean wasOptional, boolean isOptional, Column known, Column column, String path) {
        if (wasOptional && !isOptional) {
            add(
                    IcebergRule.ICEBERG_COLUMN_REQUIRED,
                    path,
                    known,
                    column,
                    "What is in the column " + column.name()
                            + " may be null in the rows that are there and becomes required.");
        }
    }

    private static boolean isPromoted(IcebergType before, IcebergType after) {
        if (before instanceof DecimalType old && after instanceof DecimalType decimal) {
            return old.scale() == decimal.scale() && old.precision() <= decimal.precision();
        }
        return before.text().equals(after.text())
                || (before.text().equals("int") && after.text().equals("long"))
                || (before.text().equals("float") && after.text().equals("double"));
    }

    /** Alike in everything but the order of columns. */
    private static boolean sameKey(IcebergType before, IcebergType after) {
        if (before instanceof Struct old && after instanceof Struct struct) {
            return old.columns().size() == struct.columns().size()
                    && old.columns().stream()
                            .allMatch(column -> struct.column(column.name())
                                    .filter(other -> other.optional() == column.optional()
                                            && sameKey(column.type(), other.type()))
                                    .isPresent());
        }
        return before.equals(after);
    }

    private void add(IcebergRule rule, String path, @Nullable Column before, @Nullable Column after, String message) {
        findings.add(Finding.of(rule, message)
                .path(path)
                .at(
                        before == null ? null : older.locationOf(before.element()),
                        newer.locationOf(after == null ? newer.schema().getFullName() : after.element()))
                .suggestion(rule.remedy())
                .build());
    }
}
