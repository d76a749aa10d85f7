package dev.avenant.compatibility.lint;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.avro.Schema;

/** What values mean: money, time, personal data. */
final class MeaningRules {
    private static final Set<String> MONEY = Set.of(
            "amount", "price", "cost", "fee", "salary", "balance", "wage", "budget", "revenue", "payment", "discount");
    /** What is about money and is none: how it is paid, in which currency, which of several. */
    private static final Set<String> ABOUT_MONEY = Set.of(
            "id",
            "code",
            "method",
            "status",
            "type",
            "currency",
            "name",
            "reference",
            "key",
            "percent",
            "percentage",
            "rate",
            "count",
            "note",
            "reason",
            "at",
            "date",
            "time",
            "url");
    /** A length of time, which is no point in it. */
    private static final Set<String> DURATIONS = Set.of(
            "response",
            "processing",
            "elapsed",
            "execution",
            "waiting",
            "travel",
            "preparation",
            "lead",
            "life",
            "run");

    private static final Set<String> TIME_ENDS = Set.of("at", "time", "timestamp", "date", "datetime");
    private static final Set<String> TIME_WORDS = Set.of("timestamp", "date", "datetime");
    private static final Set<String> PERSONAL = Set.of(
            "email",
            "phone",
            "birthday",
            "birthdate",
            "surname",
            "firstname",
            "lastname",
            "fullname",
            "username",
            "address",
            "street",
            "ssn",
            "dob",
            "mobile",
            "forename",
            "passport",
            "iban",
            "ip");
    private static final Set<String> PERSONAL_PAIRS = Set.of(
            "first name",
            "last name",
            "full name",
            "user name",
            "birth date",
            "of birth",
            "given name",
            "family name",
            "postal code",
            "card number",
            "tax id",
            "national id",
            "ip address",
            "phone number");

    private MeaningRules() {}

    static void money(LintTarget target, LintTree tree, LintReport report) {
        for (SchemaParts.Member member : tree.partsOf(target).fields()) {
            List<String> words = words(member.field().name());
            boolean named =
                    words.stream().anyMatch(MONEY::contains) && !ABOUT_MONEY.contains(words.get(words.size() - 1));
            boolean bare = switch (member.type().getType()) {
                case INT, LONG, FLOAT, DOUBLE, STRING, BYTES -> member.type().getLogicalType() == null;
                default -> false;
            };
            if (named && bare) {
                report.add(
                        member,
                        "The field " + member.field().name() + " looks like money and is "
                                + member.type().getType().getName() + " without a logical type.",
                        "Use {\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 12, \"scale\": 2}.");
            }
        }
    }

    static void times(LintTarget target, LintTree tree, LintReport report) {
        for (SchemaParts.Member member : tree.partsOf(target).fields()) {
            List<String> words = words(member.field().name());
            boolean named = TIME_ENDS.contains(words.get(words.size() - 1))
                    && (words.size() > 1
                            ? !DURATIONS.contains(words.get(words.size() - 2))
                            : TIME_WORDS.contains(words.get(0)));
            boolean bare = switch (member.type().getType()) {
                case INT, LONG, STRING -> member.type().getLogicalType() == null;
                default -> false;
            };
            if (named && bare) {
                report.add(
                        member,
                        "The field " + member.field().name() + " looks like a time and is "
                                + member.type().getType().getName() + " without a logical type.",
                        words.get(words.size() - 1).equals("date")
                                ? "Use {\"type\": \"int\", \"logicalType\": \"date\"}."
                                : "Use {\"type\": \"long\", \"logicalType\": \"timestamp-millis\"}.");
            }
        }
    }

    static void localTimes(LintTarget target, LintTree tree, LintReport report) {
        for (SchemaParts.Type type : tree.partsOf(target).all()) {
            String logicalType = logicalType(type.schema());
            if (logicalType.startsWith("local-timestamp")) {
                report.add(
                        type,
                        "The type " + logicalType + " has no time zone.",
                        "Use " + logicalType.substring("local-".length()) + ".");
            }
        }
    }

    static void scales(LintTarget target, LintTree tree, LintReport report) {
        for (SchemaParts.Type type : tree.partsOf(target).all()) {
            if (logicalType(type.schema()).equals("decimal") && type.schema().getObjectProp("scale") == null) {
                report.add(type, "The decimal does not state its scale.", "Add \"scale\": 0 or what is meant.");
            }
        }
    }

    static void personalData(LintTarget target, LintTree tree, LintReport report) {
        for (SchemaParts.Member member : tree.partsOf(target).fields()) {
            boolean text = switch (member.type().getType()) {
                case STRING, BYTES -> true;
                case INT -> logicalType(member.type()).equals("date");
                default -> false;
            };
            Object tags = member.field().getObjectProp("tags");
            boolean tagged = tags instanceof Collection<?> all && all.contains("PII");
            if (text && !tagged && isPersonal(words(member.field().name()))) {
                report.add(
                        member,
                        "The field " + member.field().name() + " looks like personal data and is not tagged.",
                        "Add \"tags\": [\"PII\"].");
            }
        }
    }

    private static boolean isPersonal(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            String pair = i == 0 ? "" : words.get(i - 1) + " " + words.get(i);
            if (PERSONAL.contains(words.get(i)) || PERSONAL_PAIRS.contains(pair)) {
                return true;
            }
        }
        return false;
    }

    static void java(LintTarget target, LintTree tree, LintReport report) {
        for (SchemaParts.Type type : tree.partsOf(target).all()) {
            if (type.schema().getType() == Schema.Type.UNION) {
                continue;
            }
            for (String property : List.of("avro.java.string", "java-class", "java-key-class", "java-element-class")) {
                if (type.schema().getObjectProp(property) != null) {
                    report.add(type, "The type carries the property " + property + ".", "Remove the property.");
                }
            }
        }
    }

    static void errors(LintTarget target, LintTree tree, LintReport report) {
        for (SchemaParts.Type type : tree.partsOf(target).named()) {
            if (type.schema().getType() == Schema.Type.RECORD && type.schema().isError()) {
                report.add(
                        type,
                        "The type " + type.schema().getName() + " is an error and not a record.",
                        "Write \"type\": \"record\".");
            }
        }
    }

    static String logicalType(Schema schema) {
        return schema.getLogicalType() == null ? "" : schema.getLogicalType().getName();
    }

    /** The words of a camelCase or snake_case name, in lower case; a name of underscores alone is one word. */
    static List<String> words(String name) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean starts = Character.isUpperCase(c) && i > 0 && !Character.isUpperCase(name.charAt(i - 1));
            if ((c == '_' || starts) && word.length() > 0) {
                words.add(word.toString().toLowerCase(Locale.ROOT));
                word.setLength(0);
            }
            if (c != '_') {
                word.append(c);
            }
        }
        if (word.length() > 0) {
            words.add(word.toString().toLowerCase(Locale.ROOT));
        }
        return words.isEmpty() ? List.of(name) : words;
    }
}
