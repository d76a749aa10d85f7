package dev.avenant.registry.logical;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random schemas in the words of SQL, written as this registry writes them. */
final class RandomScripts {

    private static final int MOST_DEPTH = 3;
    private static final int MOST_FIELDS = 4;
    private static final int FIELDS_IN_A_LINE = 2;
    private static final List<String> NAMES = List.of("a", "Count", "date", "order", "x_", "type", "struct", "_");

    private final Random random;
    private final List<String> enums = new ArrayList<>();
    private int names;

    RandomScripts(Random random) {
        this.random = random;
    }

    /** One struct, and the enums that it uses. */
    String script() {
        String root = "STRUCT acme.Root " + body() + about() + ";\n";
        return root + String.join("", enums);
    }

    private String body() {
        List<String> fields = fields(0);
        fields.add("`date` INT");
        return fields.size() <= FIELDS_IN_A_LINE
                ? "(" + String.join(", ", fields) + ")"
                : "(\n  " + String.join(",\n  ", fields) + "\n)";
    }

    private List<String> fields(int depth) {
        List<String> fields = new ArrayList<>();
        int count = 1 + random.nextInt(MOST_FIELDS);
        for (int i = 0; i < count; i++) {
            String name = NAMES.get(random.nextInt(NAMES.size())) + names++;
            fields.add(name + " " + (random.nextInt(4) == 0 ? withDefault() : type(depth)) + about());
        }
        return fields;
    }

    private String withDefault() {
        return switch (random.nextInt(9)) {
            case 0 -> "INT NOT NULL DEFAULT " + random.nextInt();
            case 1 -> "STRING DEFAULT 'it''s " + random.nextInt(10) + "'";
            case 2 -> "DECIMAL(7, 2) NOT NULL DEFAULT -12.50";
            case 3 -> "DATE DEFAULT '2026-11-30'";
            case 4 -> "TIMESTAMP_LTZ(6) NOT NULL DEFAULT '1969-12-31T23:59:59.999999Z'";
            case 5 -> "BINARY(2) NOT NULL DEFAULT x'00FF'";
            case 6 -> "TINYINT DEFAULT -128";
            case 7 -> scalar() + " DEFAULT NULL";
            default -> "BOOLEAN NOT NULL DEFAULT FALSE";
        };
    }

    private String type(int depth) {
        return required(depth) + (random.nextBoolean() ? " NOT NULL" : "");
    }

    private String required(int depth) {
        if (depth >= MOST_DEPTH) {
            return scalar();
        }
        return switch (random.nextInt(10)) {
            case 0 -> "ARRAY<" + type(depth + 1) + ">";
            case 1 -> "MAP<" + key() + " NOT NULL, " + type(depth + 1) + ">";
            case 2 -> "MULTISET<" + key() + " NOT NULL>";
            case 3 -> "STRUCT(" + String.join(", ", fields(depth + 1)) + ")";
            case 4 -> enumeration();
            default -> scalar();
        };
    }

    private String key() {
        return switch (random.nextInt(4)) {
            case 0 -> "STRING";
            case 1 -> "CHAR(" + random.nextInt(9) + ")";
            case 2 -> "VARCHAR(" + random.nextInt(9) + ")";
            default -> "INT";
        };
    }

    private String enumeration() {
        String name = "acme.E" + enums.size();
        enums.add("ENUM " + name + " ('A' COMMENT 'first', 'B')" + about() + ";\n");
        return name;
    }

    private String scalar() {
        int length = random.nextInt(20);
        int digits = 1 + random.nextInt(30);
        return switch (random.nextInt(18)) {
            case 0 -> "BOOLEAN";
            case 1 -> "TINYINT";
            case 2 -> "SMALLINT";
            case 3 -> "INT";
            case 4 -> "BIGINT";
            case 5 -> "FLOAT";
            case 6 -> "DOUBLE";
            case 7 -> "DECIMAL(" + digits + ", " + random.nextInt(digits + 1) + ")";
            case 8 -> "STRING";
            case 9 -> "VARCHAR(" + length + ")";
            case 10 -> "CHAR(" + length + ")";
            case 11 -> "BYTES";
            case 12 -> "VARBINARY(" + length + ")";
            case 13 -> "DATE";
            case 14 -> "TIME(" + random.nextInt(10) + ")";
            case 15 -> "TIMESTAMP(" + random.nextInt(10) + ")";
            case 16 -> "TIMESTAMP_LTZ(" + random.nextInt(10) + ")";
            default -> "VARIANT";
        };
    }

    private String about() {
        return (random.nextInt(5) == 0 ? " COMMENT 'the ''thing'''" : "")
                + (random.nextInt(5) == 0 ? " TAGS('PII', 'K')" : "")
                + (random.nextInt(5) == 0 ? " WITH('a' = 'b')" : "");
    }
}
