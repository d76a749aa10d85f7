package dev.avenant.finding;

/** What is found in a schema file while it is read; {@code contracts.yaml} can set each but the first. */
public enum SchemaRule implements Rule {
    SCHEMA_SYNTAX(
            Category.WIRE,
            "The file is no Avro schema, or refers to a type that is not there.",
            "Correct it at the place that is named.",
            "`{\"type\": \"recrd\", \"name\": \"R\"}`"),
    ENUM_DEFAULT_NOT_A_SYMBOL(
            Category.SEMANTIC,
            "The default of an enum is none of its symbols, and Avro's parser refuses the whole schema for it.",
            "Make the default one of the symbols, or add it to them.",
            "`{\"type\": \"enum\", \"name\": \"E\", \"symbols\": [\"A\"], \"default\": \"Z\"}`"),
    DOC_LEAVES_COMMENT(
            Category.JAVA,
            "A doc ends the Java comment that it is generated into, and what follows becomes code.",
            "Write it in words.",
            "`\"doc\": \"all of */*\"`"),
    PROPERTY_IS_JAVA(
            Category.JAVA,
            "The code generator copies the property into the class as Java.",
            "Remove the property.",
            "`\"javaAnnotation\": \"Deprecated\"`");

    private final Category category;
    private final String why;
    private final String remedy;
    private final String example;

    SchemaRule(Category category, String why, String remedy, String example) {
        this.category = category;
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
        return Severity.ERROR;
    }

    @Override
    public boolean isSettable() {
        return this != SCHEMA_SYNTAX;
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
