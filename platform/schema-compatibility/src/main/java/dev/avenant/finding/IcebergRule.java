package dev.avenant.finding;

/** What an Iceberg table cannot follow when the schema of the records that are written to it changes. */
public enum IcebergRule implements Rule {
    ICEBERG_TYPE_UNSUPPORTED(
            Verdict.BREAKS,
            "Iceberg has no type for something in the schema.",
            "Use another type, such as a record in place of one that holds itself.",
            "a record `Node` with a field of the type `Node`"),
    ICEBERG_TYPE_CHANGED(
            Verdict.BREAKS,
            "A column changes to a type that Iceberg does not promote it to.",
            "Keep the type, and add a nullable field of the new type beside it.",
            "{'name': 'n', 'type': 'int'} → {'name': 'n', 'type': 'double'}"),
    ICEBERG_COLUMN_REQUIRED(
            Verdict.BREAKS,
            "A column that may be null becomes required.",
            "Keep the field nullable.",
            "{'name': 'n', 'type': ['null', 'int']} → {'name': 'n', 'type': 'int'}"),
    ICEBERG_REQUIRED_COLUMN_ADDED(
            Verdict.BREAKS,
            "A required column is added without a default that Iceberg can keep, and the rows that are there have no value.",
            "Make the new field nullable.",
            "no field → {'name': 'tags', 'type': {'type': 'array', 'items': 'string'}, 'default': []}"),
    ICEBERG_MAP_KEY_CHANGED(
            Verdict.BREAKS,
            "The type of a map's keys changes.",
            "Keep the keys, and add a nullable map beside it.",
            "a map stored as an array of `key` and `value`, of which the key gets a field"),
    ICEBERG_COLUMN_RENAMED(
            Verdict.CORRUPTS,
            "A field is renamed with an alias: by name, the table gets a new column, and the old values stay in the old one.",
            "Keep the name, or rename the column in the table first.",
            "{'name': 'a', 'type': ['null', 'int']} → {'name': 'b', 'type': ['null', 'int'], 'default': null,"
                    + " 'aliases': ['a']}");

    private final Verdict effect;
    private final String why;
    private final String remedy;
    private final String example;

    IcebergRule(Verdict effect, String why, String remedy, String example) {
        this.effect = effect;
        this.why = why;
        this.remedy = remedy;
        this.example = example.replace('\'', '"');
    }

    @Override
    public Category category() {
        return Category.TABLE;
    }

    @Override
    public Severity severity() {
        return Severity.ERROR;
    }

    @Override
    public Verdict effect() {
        return effect;
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
