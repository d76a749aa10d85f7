package dev.avenant.compatibility;

import dev.avenant.compatibility.internal.SchemaDisplay;
import dev.avenant.text.SchemaText;
import dev.avenant.text.Sentence;
import dev.avenant.text.Spelling;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Why Avro ignores a logical type, and what was probably meant. */
final class IgnoredLogicalType {
    /** What each logical type of Avro 1.12 stands on. */
    private static final Map<String, List<String>> BASES = Map.ofEntries(
            Map.entry("decimal", List.of("bytes", "fixed")),
            Map.entry("big-decimal", List.of("bytes")),
            Map.entry("uuid", List.of("string", "fixed(16)")),
            Map.entry("date", List.of("int")),
            Map.entry("time-millis", List.of("int")),
            Map.entry("time-micros", List.of("long")),
            Map.entry("timestamp-millis", List.of("long")),
            Map.entry("timestamp-micros", List.of("long")),
            Map.entry("timestamp-nanos", List.of("long")),
            Map.entry("local-timestamp-millis", List.of("long")),
            Map.entry("local-timestamp-micros", List.of("long")),
            Map.entry("local-timestamp-nanos", List.of("long")),
            Map.entry("duration", List.of("fixed(12)")));

    private IgnoredLogicalType() {}

    /** The end of a sentence that says why. */
    static Sentence why(Schema schema, Object said) {
        if (!(said instanceof String name)) {
            return SchemaText.of("logical-type.no-string");
        }
        List<String> bases = BASES.get(name);
        if (bases == null) {
            return LogicalTypes.getCustomRegisteredTypes().containsKey(name)
                    ? SchemaText.of("logical-type.no-match", base(schema))
                    : SchemaText.of("logical-type.unknown");
        }
        boolean fits =
                bases.contains(base(schema)) || bases.contains(schema.getType().getName());
        if (!fits) {
            return SchemaText.of("logical-type.base", any(bases), base(schema));
        }
        return name.equals("decimal") ? whyNoDecimal(schema) : SchemaText.of("logical-type.java");
    }

    /** One type or two. */
    private static Sentence any(List<String> types) {
        return types.size() == 1
                ? Sentence.quoting(types.get(0))
                : SchemaText.of("logical-type.or", types.get(0), types.get(1));
    }

    private static String base(Schema schema) {
        String type = schema.getType().getName();
        return schema.getType() == Schema.Type.FIXED ? type + "(" + schema.getFixedSize() + ")" : type;
    }

    private static Sentence whyNoDecimal(Schema schema) {
        Object precision = schema.getObjectProp("precision");
        Object scale = schema.getObjectProp("scale");
        if (!(precision instanceof Integer digits)) {
            return precision == null
                    ? SchemaText.of("logical-type.no-precision")
                    : SchemaText.of("logical-type.precision-no-number", show(precision));
        }
        if (digits <= 0) {
            return SchemaText.of("logical-type.precision-low", String.valueOf(digits));
        }
        if (scale != null && !(scale instanceof Integer)) {
            return SchemaText.of("logical-type.scale-no-number", show(scale));
        }
        int places = scale instanceof Integer given ? given : 0;
        if (places < 0 || places > digits) {
            return SchemaText.of("logical-type.scale-range", String.valueOf(places), String.valueOf(digits));
        }
        return SchemaText.of(
                "logical-type.precision-high",
                String.valueOf(digits),
                String.valueOf(schema.getFixedSize()),
                schema.getFullName());
    }

    private static String show(Object value) {
        return value == JsonProperties.NULL_VALUE ? "null" : SchemaDisplay.shorten(value.toString());
    }

    /** What to think of; what to write is proposed, and tried, elsewhere. */
    static @Nullable Sentence suggestion(Schema schema, Object said) {
        List<String> bases = said instanceof String name ? BASES.get(name) : null;
        if (bases == null) {
            return nearest(said) == null ? SchemaText.of("logical-type-ignored.property") : null;
        }
        boolean elsewhere = !bases.contains(base(schema))
                && !bases.contains(schema.getType().getName());
        if (elsewhere) {
            return SchemaText.of("logical-type-ignored.elsewhere", any(bases));
        }
        return SchemaText.of(said.equals("decimal") ? "logical-type-ignored.decimal" : "logical-type-ignored.java");
    }

    /** Whether nothing but another logical type, or none, can work where it stands. */
    static boolean hasNoPlace(Schema schema, String name) {
        List<String> bases = BASES.get(name);
        return bases == null
                || !(bases.contains(base(schema))
                        || bases.contains(schema.getType().getName()));
    }

    /** The logical type whose name is so near that it was probably meant; null when there is none, or it is one. */
    static @Nullable String nearest(Object said) {
        return BASES.containsKey(said.toString())
                ? null
                : nearest(said.toString().toLowerCase(Locale.ROOT));
    }

    private static @Nullable String nearest(String wrong) {
        String best = null;
        int bestDistance = 4;
        for (String name : BASES.keySet().stream().sorted().toList()) {
            int distance = wrong.length() > 40 ? 99 : Spelling.distance(wrong, name);
            if (distance < bestDistance) {
                best = name;
                bestDistance = distance;
            }
        }
        return best;
    }
}
