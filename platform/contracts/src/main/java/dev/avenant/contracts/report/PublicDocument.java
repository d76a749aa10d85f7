package dev.avenant.contracts.report;

import dev.avenant.finding.CompatibilityRule;
import dev.avenant.finding.LintRule;
import dev.avenant.finding.Rule;
import dev.avenant.finding.SchemaRule;
import java.util.Optional;

/** Where Avro's specification says what a rule rests on. */
final class PublicDocument {
    private static final String SPECIFICATION = "https://avro.apache.org/docs/1.12.0/specification/#";

    private PublicDocument() {}

    /** The address; empty for what Avro leaves to its users. */
    static Optional<String> of(Rule rule) {
        String section = "";
        if (rule instanceof CompatibilityRule compatibility) {
            section = section(compatibility);
        } else if (rule instanceof SchemaRule schema) {
            section = section(schema);
        } else if (rule instanceof LintRule lint) {
            section = section(lint);
        }
        return section.isEmpty() ? Optional.empty() : Optional.of(SPECIFICATION + section);
    }

    private static String section(CompatibilityRule rule) {
        return switch (rule) {
            case ALIAS_COLLIDES, ALIAS_TAKES_VALUE, ALIAS_CONFUSES_CHECKER, FIELD_RENAMED, NAME_CHANGED -> "aliases";
            case LOGICAL_TYPE_CHANGED,
                    DECIMAL_CHANGED,
                    DECIMAL_PRECISION_SHRINKS,
                    TIME_MEANING_STATED,
                    TEXT_READ_AS_UUID,
                    BYTES_READ_AS_BIG_DECIMAL -> "logical-types";
            case ENUM_SYMBOL_UNKNOWN, ENUM_SYMBOL_REPLACED, ENUM_SYMBOL_READ_AS_DEFAULT -> "enums";
            case UNION_BRANCH_MISSING, UNION_BRANCH_ORDER, ANOTHER_TYPE -> "unions";
            case RECORD_FULL_NAME_CHANGED -> "names";
            case FIELDS_REORDERED, JAVA_STRING_CHANGED, KEY_SCHEMA_CHANGED, AVRO_CHECKER_REFUSES, TOO_LARGE -> "";
            default -> "schema-resolution";
        };
    }

    private static String section(SchemaRule rule) {
        return switch (rule) {
            case SCHEMA_SYNTAX -> "schema-declaration";
            case ENUM_DEFAULT_NOT_A_SYMBOL -> "enums";
            case DOC_LEAVES_COMMENT, PROPERTY_IS_JAVA -> "";
        };
    }

    private static String section(LintRule rule) {
        return switch (rule) {
            case DEFAULT_CANNOT_WORK, NULLABLE_WITHOUT_NULL_DEFAULT -> "schema-record";
            case LOGICAL_TYPE_IGNORED,
                    TIME_WITHOUT_LOGICAL_TYPE,
                    TIME_WITHOUT_ZONE,
                    DECIMAL_SCALE_NOT_STATED,
                    MONEY_WITHOUT_DECIMAL -> "logical-types";
            case ALIAS_NAMES_OWN_FIELD, ALIAS_OF_NOTHING -> "aliases";
            case ENUM_WITHOUT_DEFAULT -> "enums";
            case NULL_NOT_FIRST, UNION_OF_MANY -> "unions";
            case TYPE_DEFINED_TWICE -> "names";
            default -> "";
        };
    }
}
