package dev.avenant.compatibility.lint;

import dev.avenant.finding.LintRule;

/** What looks for a rule in one schema, with the tree around it. */
interface LintCheck {
    void look(LintTarget target, LintTree tree, LintReport report);

    /** The check of each rule; a rule without one does not compile. */
    static LintCheck of(LintRule rule) {
        return switch (rule) {
            case DEFAULT_CANNOT_WORK -> WorkingRules::defaultsWork;
            case LOGICAL_TYPE_IGNORED -> WorkingRules::logicalTypesWork;
            case TYPE_WITHOUT_VALUE -> WorkingRules::valuesExist;
            case ALIAS_NAMES_OWN_FIELD -> WorkingRules::aliases;
            case TAGS_NOT_A_LIST -> WorkingRules::tags;
            case TYPE_WITHOUT_DOC -> DocRules::types;
            case FIELD_WITHOUT_DOC -> DocRules::fields;
            case TYPE_NOT_PASCAL_CASE -> NamingRules::types;
            case FIELD_NOT_CAMEL_CASE -> NamingRules::fields;
            case SYMBOL_NOT_UPPER_SNAKE -> NamingRules::symbols;
            case NAMESPACE_NOT_LOWER_CASE -> NamingRules::namespace;
            case NAMES_DIFFER_BY_CASE -> NamingRules::confusable;
            case JAVA_KEYWORD -> NamingRules::keywords;
            case ENUM_WITHOUT_DEFAULT -> EvolutionRules::enumDefaults;
            case NULLABLE_WITHOUT_NULL_DEFAULT -> EvolutionRules::nullDefaults;
            case NULL_NOT_FIRST -> EvolutionRules::nullFirst;
            case UNION_OF_MANY -> EvolutionRules::wideUnions;
            case UNION_OF_ONE_SHAPE -> EvolutionRules::oneShape;
            case NULLABLE_COLLECTION -> EvolutionRules::nullableCollections;
            case NULLABLE_BOOLEAN -> EvolutionRules::nullableBooleans;
            case RECORD_WITHOUT_FIELDS -> EvolutionRules::emptyRecords;
            case MONEY_WITHOUT_DECIMAL -> MeaningRules::money;
            case TIME_WITHOUT_LOGICAL_TYPE -> MeaningRules::times;
            case TIME_WITHOUT_ZONE -> MeaningRules::localTimes;
            case DECIMAL_SCALE_NOT_STATED -> MeaningRules::scales;
            case MIXED_TIMESTAMP_UNITS -> TopicRules::timestampUnits;
            case PII_NOT_TAGGED -> MeaningRules::personalData;
            case NAMESPACE_NOT_BY_FOLDER -> TopicRules::namespaces;
            case SHARED_TYPE_INLINED -> TopicRules::inlined;
            case TYPE_DEFINED_TWICE -> TopicRules::definedTwice;
            case TYPE_UNUSED -> TopicRules::unused;
            case STALE_REFERENCE -> TopicRules::stale;
            case ALIAS_OF_NOTHING -> HistoryRules::aliases;
            case DELETED_NAME_REUSED -> HistoryRules::reused;
            case VERSION_WITHOUT_CHANGE -> HistoryRules::unchanged;
            case JAVA_IN_CONTRACT -> MeaningRules::java;
            case ERROR_TYPE_AS_EVENT -> MeaningRules::errors;
        };
    }
}
