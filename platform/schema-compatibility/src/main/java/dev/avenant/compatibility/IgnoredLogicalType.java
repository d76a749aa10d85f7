package dev.avenant.compatibility;

import dev.avenant.compatibility.internal.SchemaDisplay;
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
    static String why(Schema schema, Object said) {
        if (!(said instanceof String name)) {
            return "it is no string";
        }
        List<String> bases = BASES.get(name);
        if (bases == null) {
            return LogicalTypes.getCustomRegisteredTypes().containsKey(name)
                    ? "it does not go with " + base(schema)
                    : "there is none of that name";
        }
        boolean fits =
                bases.contains(base(schema)) || bases.contains(schema.getType().getName());
        if (!fits) {
            return "it stands on " + String.join(" or ", bases) + " and not on " + base(schema);
        }
        return name.equals("decimal") ? whyNoDecimal(schema) : "it cannot stand beside avro.java.string";
    }

    private static String base(Schema schema) {
        String type = schema.getType().getName();
        return schema.getType() == Schema.Type.FIXED ? type + "(" + schema.getFixedSize() + ")" : type;
    }

    private static String whyNoDecimal(Schema schema) {
        Object precision = schema.getObjectProp("precision");
        Object scale = schema.getObjectProp("scale");
        if (!(precision instanceof Integer digits)) {
            return precision == null ? "it has no precision" : "its precision is " + show(precision) + " and no number";
        }
        if (digits <= 0) {
            return "its precision is " + digits + " and must be 1 or more";
        }
        if (scale != null && !(scale instanceof Integer)) {
            return "its scale is " + show(scale) + " and no number";
        }
        int places = scale instanceof Integer given ? given : 0;
        if (places < 0 || places > digits) {
            return "its scale is " + places + " and must be 0 to its precision, which is " + digits;
        }
        return "its precision is " + digits + ", which does not fit into the " + schema.getFixedSize() + " bytes of "
                + schema.getFullName();
    }

    private static String show(Object value) {
        return value == JsonProperties.NULL_VALUE ? "null" : SchemaDisplay.shorten(value.toString());
    }

    /** What to think of; what to write is proposed, and tried, elsewhere. */
    static @Nullable String suggestion(Schema schema, Object said) {
        List<String> bases = said instanceof String name ? BASES.get(name) : null;
        if (bases == null) {
            return nearest(said) == null ? "What only your own code reads can be a property of another name." : null;
        }
        boolean elsewhere = !bases.contains(base(schema))
                && !bases.contains(schema.getType().getName());
        if (elsewhere) {
            return "It has a meaning on " + String.join(" or ", bases) + " alone.";
        }
        return said.equals("decimal") ? "Correct precision and scale." : "Remove avro.java.string.";
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
