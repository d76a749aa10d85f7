package dev.avenant.finding;

/** How a schema is to be written, beyond what a pair of versions shows; {@code contracts.yaml} can set each. */
public enum LintRule implements Rule {
    DEFAULT_CANNOT_WORK(
            Category.SEMANTIC,
            Severity.ERROR,
            "A default that cannot be made into a value fails when the first old record is read.",
            "Correct the default.",
            "`\"type\": \"int\", \"default\": \"none\"`"),
    LOGICAL_TYPE_IGNORED(
            Category.SEMANTIC,
            Severity.ERROR,
            "A logical type that is misspelt, misplaced or impossible is silently ignored by Avro.",
            "Correct the logical type, or put it on the type that it belongs to.",
            "`\"type\": \"long\", \"logicalType\": \"timestamp-millis\"` on a field"),
    TYPE_WITHOUT_VALUE(
            Category.SEMANTIC,
            Severity.ERROR,
            "A record that needs itself, or an enum without symbols, can never be written.",
            "Make the field that leads back nullable, or give the enum symbols.",
            "a record `Node` with a field of the type `Node`"),
    ALIAS_NAMES_OWN_FIELD(
            Category.WIRE,
            Severity.ERROR,
            "An alias that names another field of its record, or that two fields share, confuses every reader.",
            "Remove the alias.",
            "`\"name\": \"b\", \"aliases\": [\"a\"]` beside the field `a`"),
    TAGS_NOT_A_LIST(
            Category.SEMANTIC,
            Severity.ERROR,
            "Tags are a list of strings; anything else is not found by who looks for them.",
            "Write the tags as a list.",
            "`\"tags\": \"PII\"`"),
    TYPE_WITHOUT_DOC(
            Category.SEMANTIC,
            Severity.WARN,
            "A type says what it stands for.",
            "Add a doc.",
            "`{\"type\": \"record\", \"name\": \"User\", \"fields\": […]}`"),
    FIELD_WITHOUT_DOC(
            Category.SEMANTIC,
            Severity.WARN,
            "A field says what it means, in which unit.",
            "Add a doc.",
            "`{\"name\": \"weight\", \"type\": \"int\"}`"),
    TYPE_NOT_PASCAL_CASE(
            Category.JAVA,
            Severity.WARN,
            "Types are named in PascalCase, as the classes made of them.",
            "Rename the type before it is released.",
            "`user_created`"),
    FIELD_NOT_CAMEL_CASE(
            Category.JAVA,
            Severity.WARN,
            "Fields are named in camelCase, as the getters made of them.",
            "Rename the field, with an alias if it was released.",
            "`user_id`"),
    SYMBOL_NOT_UPPER_SNAKE(
            Category.JAVA,
            Severity.WARN,
            "Enum symbols are named in UPPER_SNAKE, as Java's constants.",
            "Rename the symbol before it is released.",
            "`\"symbols\": [\"active\"]`"),
    NAMESPACE_NOT_LOWER_CASE(
            Category.JAVA,
            Severity.WARN,
            "Namespaces are lower-case, as the packages made of them.",
            "Rename the namespace before it is released.",
            "`shop.userEvents`"),
    NAMES_DIFFER_BY_CASE(
            Category.JAVA,
            Severity.ERROR,
            "Two fields or symbols whose names differ in case or underscores only get one getter, and confuse"
                    + " people.",
            "Give one of them another name.",
            "`userId` beside `user_id`"),
    JAVA_KEYWORD(
            Category.JAVA,
            Severity.WARN,
            "A name that is a word of the Java language gets a $ in the generated class.",
            "Choose another name.",
            "`{\"name\": \"class\", \"type\": \"string\"}`"),
    ENUM_WITHOUT_DEFAULT(
            Category.WIRE,
            Severity.WARN,
            "An enum without a default can never get a new symbol without breaking its readers.",
            "Add a symbol for the unknown and make it the default.",
            "`\"symbols\": [\"ACTIVE\", \"BLOCKED\"]`"),
    NULLABLE_WITHOUT_NULL_DEFAULT(
            Category.WIRE,
            Severity.WARN,
            "A nullable field without the default null cannot be added or removed safely.",
            "Add the default null.",
            "`\"type\": [\"null\", \"string\"]` without a default"),
    NULL_NOT_FIRST(
            Category.WIRE,
            Severity.WARN,
            "null stands first in a union, so that the default null works in every Avro implementation.",
            "Put null first.",
            "`\"type\": [\"string\", \"null\"]`"),
    UNION_OF_MANY(
            Category.JAVA,
            Severity.WARN,
            "A union of several types beside null is an Object in Java and cannot be handled by type.",
            "Make one record with an enum that says which, or a field for each.",
            "`\"type\": [\"null\", \"int\", \"string\"]`"),
    UNION_OF_ONE_SHAPE(
            Category.SEMANTIC,
            Severity.WARN,
            "Two records of one shape in a union are read as each other when one is dropped or renamed.",
            "Give each record something that only it has.",
            "`[\"Opened\", \"Closed\"]`, each with a field `at` alone"),
    NULLABLE_COLLECTION(
            Category.SEMANTIC,
            Severity.WARN,
            "An empty array or map says the same as null, and is one case less to handle.",
            "Use an empty array or map as the default.",
            "`\"type\": [\"null\", {\"type\": \"array\", \"items\": \"string\"}]`"),
    NULLABLE_BOOLEAN(
            Category.SEMANTIC,
            Severity.WARN,
            "A boolean that may be null has three values; an enum can name the third.",
            "Use an enum of three symbols.",
            "`\"type\": [\"null\", \"boolean\"]`"),
    RECORD_WITHOUT_FIELDS(
            Category.SEMANTIC,
            Severity.WARN,
            "A record without fields says nothing and cannot be told from another in a union.",
            "Add what the record is to say.",
            "`\"fields\": []`"),
    MONEY_WITHOUT_DECIMAL(
            Category.SEMANTIC,
            Severity.WARN,
            "Money is a decimal; float and double cannot hold cents, and whole numbers do not say their unit.",
            "Use the logical type decimal.",
            "`{\"name\": \"price\", \"type\": \"double\"}`"),
    TIME_WITHOUT_LOGICAL_TYPE(
            Category.SEMANTIC,
            Severity.WARN,
            "A point in time says its unit by a logical type.",
            "Add a logical type, such as timestamp-millis.",
            "`{\"name\": \"createdAt\", \"type\": \"long\"}`"),
    TIME_WITHOUT_ZONE(
            Category.SEMANTIC,
            Severity.WARN,
            "A local timestamp is no point in time: two readers in two zones read it differently.",
            "Use timestamp-millis or timestamp-micros.",
            "`\"logicalType\": \"local-timestamp-millis\"`"),
    DECIMAL_SCALE_NOT_STATED(
            Category.SEMANTIC,
            Severity.WARN,
            "A decimal without a scale has the scale 0, which is seldom meant.",
            "Write the scale.",
            "`\"logicalType\": \"decimal\", \"precision\": 9`"),
    MIXED_TIMESTAMP_UNITS(
            Category.SEMANTIC,
            Severity.WARN,
            "All timestamps of a topic have one unit, since readers mix them up.",
            "Use one unit for all timestamps of the topic.",
            "`timestamp-millis` in one event and `timestamp-micros` in another"),
    PII_NOT_TAGGED(
            Category.SEMANTIC,
            Severity.WARN,
            "Personal data carries the tag PII, so that it can be found and erased.",
            "Add the tag PII.",
            "`{\"name\": \"email\", \"type\": \"string\"}`"),
    NAMESPACE_NOT_BY_FOLDER(
            Category.JAVA,
            Severity.ERROR,
            "The namespace follows the folder where `contracts.yaml` says a namespace; a warning where only most of the"
                    + " schemas show such a layout.",
            "Use the namespace of the folder.",
            "`shop.orders` in `order-events/`"),
    SHARED_TYPE_INLINED(
            Category.SEMANTIC,
            Severity.WARN,
            "A type that exists as a shared type is referred to and not written out again.",
            "Refer to the shared type by its full name.",
            "a record `Money` inside an event, beside `types/Money/`"),
    TYPE_DEFINED_TWICE(
            Category.JAVA,
            Severity.ERROR,
            "A full name has one definition, since it becomes one class.",
            "Make it a shared type, or give one of the two another name.",
            "`shop.Address` in two events"),
    TYPE_UNUSED(
            Category.SEMANTIC,
            Severity.WARN,
            "A shared type is used by some event.",
            "Use the type, or remove it before it is released.",
            "`types/Money/` that no event refers to"),
    STALE_REFERENCE(
            Category.SEMANTIC,
            Severity.WARN,
            "An event is released again when a type that it refers to has a newer version.",
            "Run `avenant release`.",
            "an event released with Money v1 when Money v2 is released"),
    ALIAS_OF_NOTHING(
            Category.SEMANTIC,
            Severity.WARN,
            "An alias names something that an earlier version had.",
            "Remove the alias, or correct it.",
            "`\"aliases\": [\"usrName\"]`"),
    DELETED_NAME_REUSED(
            Category.SEMANTIC,
            Severity.WARN,
            "The name of a deleted field does not come back with another type.",
            "Choose a name that was never used.",
            "`age` as `int` in v1, gone in v2, as `string` in v3"),
    VERSION_WITHOUT_CHANGE(
            Category.SEMANTIC,
            Severity.WARN,
            "A new version differs from the one before it.",
            "Make the change, or remove the file.",
            "`v2.avsc` as a copy of `v1.avsc`"),
    JAVA_IN_CONTRACT(
            Category.JAVA,
            Severity.WARN,
            "A contract says nothing of Java; which classes are made is the generator's matter.",
            "Remove the property.",
            "`\"avro.java.string\": \"String\"`"),
    ERROR_TYPE_AS_EVENT(
            Category.JAVA,
            Severity.WARN,
            "An event is a record; a type \"error\" becomes an exception class.",
            "Write the type as record.",
            "`{\"type\": \"error\", \"name\": \"Failed\", \"fields\": […]}`");

    private final Category category;
    private final Severity severity;
    private final String why;
    private final String remedy;
    private final String example;

    LintRule(Category category, Severity severity, String why, String remedy, String example) {
        this.category = category;
        this.severity = severity;
        this.why = why;
        this.remedy = remedy;
        this.example = example;
    }

    @Override
    public Category category() {
        return category;
    }

    @Override
    public Severity severity() {
        return severity;
    }

    @Override
    public String why() {
        return why;
    }

    @Override
    public String remedy() {
        return remedy;
    }

    @Override
    public String example() {
        return example;
    }
}
