package jobplatform.compatibility.iceberg;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Random schemas and edits of them, of the kinds that matter to tables. */
final class RandomTablePairs {
    private static final List<String> PLAIN = List.of(
            "\"boolean\"",
            "\"int\"",
            "\"long\"",
            "\"float\"",
            "\"double\"",
            "\"string\"",
            "\"bytes\"",
            "{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":9,\"scale\":2}",
            "{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":12,\"scale\":2}",
            "{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":12,\"scale\":3}",
            "{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":40,\"scale\":3}",
            "{\"type\":\"int\",\"logicalType\":\"date\"}",
            "{\"type\":\"int\",\"logicalType\":\"time-millis\"}",
            "{\"type\":\"long\",\"logicalType\":\"time-micros\"}",
            "{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}",
            "{\"type\":\"long\",\"logicalType\":\"timestamp-micros\",\"adjust-to-utc\":true}",
            "{\"type\":\"long\",\"logicalType\":\"timestamp-nanos\"}",
            "{\"type\":\"long\",\"logicalType\":\"local-timestamp-millis\"}",
            "{\"type\":\"string\",\"logicalType\":\"uuid\"}");

    private final Random random;
    private int names;

    RandomTablePairs(long seed) {
        this.random = new Random(seed);
    }

    /** A schema and an edit of it. */
    record Pair(Schema older, Schema newer) {}

    /** A field with its type as JSON, or the fields of a record. */
    private record Field(String name, String type, boolean optional, boolean hasDefault) {}

    Pair next() {
        names = 0;
        List<Field> fields = fields(2);
        String older = record("R", fields);
        String newer = record("R", edited(fields));
        return new Pair(new Schema.Parser().parse(older), new Schema.Parser().parse(newer));
    }

    private List<Field> fields(int depth) {
        List<Field> fields = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            fields.add(new Field("f" + names++, type(depth), random.nextInt(3) == 0, false));
        }
        return fields;
    }

    private String type(int depth) {
        String inner = nullable(leaf(), random.nextInt(3) == 0);
        return switch (depth == 0 ? 0 : random.nextInt(8)) {
            case 1 -> record("T" + names++, fields(depth - 1));
            case 2 -> "{\"type\":\"array\",\"items\":" + inner + "}";
            case 3 -> "{\"type\":\"map\",\"values\":" + inner + "}";
            case 4 -> "{\"type\":\"array\",\"items\":" + record("T" + names++, fields(depth - 1)) + "}";
            case 5 -> "{\"type\":\"array\",\"logicalType\":\"map\",\"items\":" + entry(leaf(), leaf()) + "}";
            default -> leaf();
        };
    }

    private String entry(String key, String value) {
        return "{\"type\":\"record\",\"name\":\"K" + names++ + "\",\"fields\":[{\"name\":\"key\",\"type\":" + key
                + "},{\"name\":\"value\",\"type\":" + value + "}]}";
    }

    private String leaf() {
        return switch (random.nextInt(12)) {
            case 0 -> "{\"type\":\"enum\",\"name\":\"E" + names++ + "\",\"symbols\":[\"A\"]}";
            case 1 -> "{\"type\":\"fixed\",\"name\":\"X" + names++ + "\",\"size\":" + (1 + random.nextInt(2)) + "}";
            case 2 -> "[\"int\",\"string\"]";
            case 3 -> "\"null\"";
            default -> PLAIN.get(random.nextInt(PLAIN.size()));
        };
    }

    private List<Field> edited(List<Field> fields) {
        List<Field> edited = new ArrayList<>(fields);
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            int at = random.nextInt(edited.size());
            Field field = edited.get(at);
            switch (random.nextInt(8)) {
                case 0 -> edited.add(at, new Field("g" + names++, type(1), random.nextBoolean(), random.nextBoolean()));
                case 1 -> edited.add(new Field("g" + names++, leaf(), false, true));
                case 2 -> {
                    if (edited.size() > 1) {
                        edited.remove(at);
                    }
                }
                case 3 -> Collections.shuffle(edited, random);
                case 4 -> edited.set(at, new Field(field.name(), field.type(), !field.optional(), false));
                case 5 -> edited.set(at, new Field(field.name(), widened(field.type()), field.optional(), false));
                case 6 -> edited.set(at, new Field(field.name(), inside(field.type()), field.optional(), false));
                default -> edited.set(at, new Field(field.name(), type(1), field.optional(), false));
            }
        }
        return edited;
    }

    private static String widened(String type) {
        return type.replace("\"int\"", "\"long\"")
                .replace("\"float\"", "\"double\"")
                .replace("\"precision\":9", "\"precision\":12");
    }

    /** A record in the type gets a field, or what is in a collection becomes nullable or required. */
    private String inside(String type) {
        String more = "{\"name\":\"h" + names++ + "\",\"type\":"
                + (random.nextBoolean() ? "[\"null\",\"int\"],\"default\":null" : "\"int\",\"default\":1") + "},";
        return type.contains("\"fields\":[")
                ? type.replaceFirst("\"fields\":\\[", "\"fields\":[" + more)
                : type.contains("[\"null\",\"string\"]")
                        ? type.replace("[\"null\",\"string\"]", "\"string\"")
                        : type.replace(":\"string\"}", ":[\"null\",\"string\"]}");
    }

    private static String record(String name, List<Field> fields) {
        List<String> texts = new ArrayList<>();
        for (Field field : fields) {
            String type = nullable(field.type(), field.optional());
            String value = field.hasDefault() ? defaultOf(type) : null;
            texts.add("{\"name\":\"" + field.name() + "\",\"type\":" + type
                    + (value == null ? "" : ",\"default\":" + value) + "}");
        }
        return "{\"type\":\"record\",\"name\":\"" + name + "\",\"fields\":[" + String.join(",", texts) + "]}";
    }

    private static String nullable(String type, boolean optional) {
        boolean cannotBe = type.startsWith("[") || type.equals("\"null\"");
        return optional && !cannotBe ? "[\"null\"," + type + "]" : type;
    }

    /** A default that fits; null when none is at hand. */
    private static @Nullable String defaultOf(String type) {
        if (type.startsWith("[\"null\"") || type.equals("\"null\"")) {
            return "null";
        }
        if (type.startsWith("{\"type\":\"array\"")) {
            return "[]";
        }
        if (type.startsWith("{\"type\":\"map\"")) {
            return "{}";
        }
        if (type.startsWith("{\"type\":\"record\"")) {
            return null;
        }
        if (type.contains("\"uuid\"")) {
            return "\"123e4567-e89b-12d3-a456-426614174000\"";
        }
        if (type.contains("\"enum\"")) {
            return "\"A\"";
        }
        if (type.contains("\"fixed\"")) {
            return type.contains("\"size\":1") ? "\"a\"" : "\"ab\"";
        }
        if (type.contains("\"boolean\"")) {
            return "true";
        }
        return (type.contains("\"string\"") && !type.contains("\"int\"")) || type.contains("\"bytes\"") ? "\"a\"" : "1";
    }
}
