package dev.avenant.compatibility.lint;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;

/** What values mean: money, time, personal data. */
final class MeaningRules {
    /** A length of time, which is no point in it. */
    private static final Set<String> DURATIONS = Set.of(
            "response",
            "processing",
            "elapsed",
            "execution",
            "wait",
            "waiting",
            "idle",
            "cpu",
            "gc",
            "lag",
            "delay",
            "retry",
            "retention",
            "hold",
            "lock",
            "round",
            "trip",
            "up",
            "down",
            "service",
            "travel",
            "preparation",
            "lead",
            "life",
            "run");

    private static final Set<String> TIME_ENDS = Set.of("at", "time", "timestamp", "date", "datetime");
    private static final Set<String> TIME_WORDS = Set.of("timestamp", "date", "datetime");
    /** How the Java class of a string is chosen; properties that become code are found when a file is read. */
    private static final String JAVA_STRING = "avro.java.string";

    private MeaningRules() {}

    static void money(LintTarget target, LintTree tree, LintReport report) {
        for (SchemaParts.Member member : tree.partsOf(target).fields()) {
            Schema.Type type = member.type().getType();
            boolean text = type == Schema.Type.STRING || type == Schema.Type.BYTES;
            boolean bare = switch (type) {
                case INT, LONG, FLOAT, DOUBLE, STRING, BYTES -> saysNoLogicalType(member);
                default -> false;
            };
            if (bare
                    && MoneyNames.isMoney(
                            member.field().name(), member.record().getName(), () -> hasCurrency(member), text)) {
                report.add(
                        member,
                        "The field " + member.field().name() + " looks like money and is " + type.getName()
                                + " without a logical type.",
                        "Use {\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 12, \"scale\": 2}.");
            }
        }
    }

    /** One that Avro ignores is another rule's matter. */
    private static boolean saysNoLogicalType(SchemaParts.Member member) {
        return member.type().getLogicalType() == null
                && member.type().getObjectProp(LogicalType.LOGICAL_TYPE_PROP) == null
                && member.field().getObjectProp(LogicalType.LOGICAL_TYPE_PROP) == null;
    }

    private static boolean hasCurrency(SchemaParts.Member member) {
        return member.record().getFields().stream().anyMatch(field -> MoneyNames.isCurrency(field.name()));
    }

    static void times(LintTarget target, LintTree tree, LintReport report) {
        for (SchemaParts.Member member : tree.partsOf(target).fields()) {
            List<String> words = NameWords.of(member.field().name());
            boolean named = TIME_ENDS.contains(words.get(words.size() - 1))
                    && (words.size() > 1
                            ? !DURATIONS.contains(words.get(words.size() - 2))
                            : TIME_WORDS.contains(words.get(0)));
            boolean bare = switch (member.type().getType()) {
                case INT, LONG, STRING -> saysNoLogicalType(member);
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
            String name = member.field().name();
            if (canNameSomebody(member.type())
                    && !isTagged(member)
                    && PersonalNames.isPersonal(name, member.record().getName())) {
                report.add(
                        member,
                        "The field " + name + " looks like personal data and is not tagged.",
                        "Add \"tags\": [\"PII\"].");
            }
        }
    }

    /** Texts, numbers and symbols, and lists of them; a record is looked at field by field. */
    private static boolean canNameSomebody(Schema type) {
        return switch (type.getType()) {
            case STRING, BYTES, INT, LONG, ENUM -> true;
            case ARRAY -> type.getElementType().getType() == Schema.Type.STRING;
            default -> false;
        };
    }

    /** The tag on the field or its record, under Avenant's name or the one that Confluent's registry reads. */
    private static boolean isTagged(SchemaParts.Member member) {
        return Stream.of("tags", "confluent:tags")
                .flatMap(key -> Stream.of(
                        Optional.ofNullable(member.field().getObjectProp(key)),
                        Optional.ofNullable(member.record().getObjectProp(key))))
                .anyMatch(tags -> tags.isPresent() && tags.get() instanceof Collection<?> all && all.contains("PII"));
    }

    static void java(LintTarget target, LintTree tree, LintReport report) {
        for (SchemaParts.Type type : tree.partsOf(target).all()) {
            if (type.schema().getType() == Schema.Type.UNION) {
                continue;
            }
            if (type.schema().getObjectProp(JAVA_STRING) != null) {
                report.add(type, "The type carries the property " + JAVA_STRING + ".", "Remove the property.");
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
}
