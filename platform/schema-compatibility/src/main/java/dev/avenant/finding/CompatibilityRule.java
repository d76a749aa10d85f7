package dev.avenant.finding;

/**
 * What the comparison of two versions looks for. An example shows the fields of a record, or the whole schema, in the
 * older and in the newer version.
 */
public enum CompatibilityRule implements Rule {
    FIELD_WITHOUT_DEFAULT(
            Category.WIRE,
            Verdict.BREAKS,
            "The reader needs a field that the writer does not have, and the field has no default.",
            "Give the field a default, or an alias where it was renamed.",
            "no field → {'name': 'email', 'type': 'string'}"),
    TYPE_CHANGED(
            Category.WIRE,
            Verdict.BREAKS,
            "The writer's type cannot be read as the reader's type.",
            "Keep the type, and add a field of the new type beside it.",
            "{'name': 'age', 'type': 'int'} → {'name': 'age', 'type': 'string'}"),
    UNION_BRANCH_MISSING(
            Category.WIRE,
            Verdict.BREAKS,
            "The reader's union has no branch for something that the writer writes.",
            "Keep the branch, or give readers the new branch before writers use it.",
            "{'name': 'id', 'type': ['int', 'string']} → {'name': 'id', 'type': ['int', 'boolean']}"),
    ENUM_SYMBOL_UNKNOWN(
            Category.WIRE,
            Verdict.BREAKS,
            "The writer has an enum symbol that the reader does not know, and the reader's enum has no default.",
            "Keep a symbol that was there, and give readers a new one before writers use it.",
            "{'name': 's', 'type': {'type': 'enum', 'name': 'S', 'symbols': ['A', 'B']}} →"
                    + " {'name': 's', 'type': {'type': 'enum', 'name': 'S', 'symbols': ['A']}}"),
    FIXED_SIZE_CHANGED(
            Category.WIRE,
            Verdict.BREAKS,
            "A fixed type has another size.",
            "Keep the size, and add a field of another fixed type beside it.",
            "{'name': 'h', 'type': {'type': 'fixed', 'name': 'H', 'size': 16}} →"
                    + " {'name': 'h', 'type': {'type': 'fixed', 'name': 'H', 'size': 32}}"),
    NAME_CHANGED(
            Category.WIRE,
            Verdict.BREAKS,
            "A record, enum or fixed has another name and no alias for the old one.",
            "Keep the name, or give the type an alias for the old one.",
            "{'name': 'h', 'type': {'type': 'fixed', 'name': 'Md5', 'size': 16}} →"
                    + " {'name': 'h', 'type': {'type': 'fixed', 'name': 'Hash', 'size': 16}}"),
    ALIAS_COLLIDES(
            Category.WIRE,
            Verdict.BREAKS,
            "An alias of the reader names a field or type that the writer has beside the one it would be renamed to.",
            "Remove the alias, or the field or type that it names.",
            "{'name': 'a', 'type': 'int'}, {'name': 'b', 'type': 'int'} →"
                    + " {'name': 'b', 'type': 'int', 'aliases': ['a']}"),
    READER_DEFAULT_FAILS(
            Category.WIRE,
            Verdict.BREAKS,
            "Reading fails because a default that the reader would fill in has no value.",
            "Correct the default.",
            "no field → {'name': 's', 'type': {'type': 'enum', 'name': 'S', 'symbols': ['A']}, 'default': 'B'}"),
    TEXT_READ_AS_UUID(
            Category.WIRE,
            Verdict.BREAKS,
            "Any text was allowed and is read as a UUID, which most texts are not.",
            "Keep the string, and add a field of the logical type uuid beside it.",
            "{'name': 'id', 'type': 'string'} → {'name': 'id', 'type': {'type': 'string', 'logicalType': 'uuid'}}"),
    BYTES_READ_AS_BIG_DECIMAL(
            Category.WIRE,
            Verdict.BREAKS,
            "Any bytes were allowed and are read as a big-decimal, which few are.",
            "Keep the bytes, and add a field of the logical type big-decimal beside them.",
            "{'name': 'n', 'type': 'bytes'} → {'name': 'n', 'type': {'type': 'bytes', 'logicalType': 'big-decimal'}}"),
    ARRAY_ITEMS_GROW(
            Category.WIRE,
            Verdict.BREAKS,
            "The reader believes the items of an array to be larger than they were written, by defaults or wider"
                    + " numbers, and Avro's decoder then refuses the array for want of bytes.",
            "Keep the items as they are, and add an array of the new items beside it.",
            "{'name': 'l', 'type': {'type': 'array', 'items': {'type': 'record', 'name': 'I', 'fields': []}}} →"
                    + " {'name': 'l', 'type': {'type': 'array', 'items': {'type': 'record', 'name': 'I', 'fields':"
                    + " [{'name': 'n', 'type': 'double', 'default': 0}]}}}"),
    READER_REFUSES(
            Category.WIRE,
            Verdict.BREAKS,
            "A declared reader was seen to refuse this kind of change, which Avro for Java reads.",
            "Keep what was released, or give the reader a release of its Avro that reads it.",
            "no field → {'name': 'weight', 'type': 'double', 'default': 0}"),
    DECODER_REFUSES(
            Category.WIRE,
            Verdict.BREAKS,
            "Avro's decoder cannot resolve the two schemas.",
            "Undo the change that the finding names.",
            "what only Avro's decoder finds"),
    AVRO_CHECKER_REFUSES(
            Category.WIRE,
            Verdict.BREAKS,
            "Avro's compatibility checker refuses the pair.",
            "Undo the change that the finding names.",
            "what only Avro's checker, and with it a registry, finds"),
    WITNESS_FAILS(
            Category.WIRE,
            Verdict.BREAKS,
            "A generated record was encoded and could not be decoded.",
            "Undo the change of the field that the record shows.",
            "what only a record shows"),
    TOO_LARGE(
            Category.WIRE,
            Verdict.BREAKS,
            "The pair is too deep or too large to be compared to the end.",
            "Split the schema into smaller ones.",
            "a schema with millions of ways to the same types"),
    LOGICAL_TYPE_CHANGED(
            Category.SEMANTIC,
            Verdict.CORRUPTS,
            "The same bytes are read with another logical type or unit.",
            "Keep the logical type, and add a field of the new one beside it.",
            "{'name': 'at', 'type': {'type': 'long', 'logicalType': 'timestamp-millis'}} →"
                    + " {'name': 'at', 'type': {'type': 'long', 'logicalType': 'timestamp-micros'}}"),
    DECIMAL_CHANGED(
            Category.SEMANTIC,
            Verdict.CORRUPTS,
            "A decimal has another scale.",
            "Keep the scale, and add a field of the new decimal beside it.",
            "{'name': 'n', 'type': {'type': 'bytes', 'logicalType': 'decimal', 'precision': 9, 'scale': 2}} → {'name':"
                    + " 'n', 'type': {'type': 'bytes', 'logicalType': 'decimal', 'precision': 9, 'scale': 4}}"),
    NUMBER_LOSES_PRECISION(
            Category.SEMANTIC,
            Verdict.CORRUPTS,
            "A number is read as a type that cannot hold it exactly.",
            "Keep the type, or use a decimal in a new field.",
            "{'name': 'n', 'type': 'long'} → {'name': 'n', 'type': 'double'}"),
    BYTES_READ_AS_TEXT(
            Category.SEMANTIC,
            Verdict.CORRUPTS,
            "Bytes are read as text, and not all bytes are UTF-8.",
            "Keep the bytes, and add a string beside them.",
            "{'name': 'b', 'type': 'bytes'} → {'name': 'b', 'type': 'string'}"),
    FIELD_RENAMED(
            Category.SEMANTIC,
            Verdict.CORRUPTS,
            "A field was renamed without an alias that the reader knows: its default takes the value's place.",
            "Keep the name, or give the new field an alias for the old name.",
            "{'name': 'userName', 'type': 'string', 'default': ''} →"
                    + " {'name': 'user_name', 'type': 'string', 'default': ''}"),
    FIELD_REPLACED(
            Category.SEMANTIC,
            Verdict.CORRUPTS,
            "A field stands where another stood that is gone: the value of the other is dropped, and if the two are one"
                    + " field under two names, its default takes the value's place.",
            "Give the new field an alias for the old name if it is that field, and keep the old field if it is not.",
            "{'name': 'price', 'type': 'int', 'default': 0} → {'name': 'amount', 'type': 'int', 'default': 0}"),
    ALIAS_TAKES_VALUE(
            Category.SEMANTIC,
            Verdict.CORRUPTS,
            "An alias of the reader takes what was written for a field or type that the reader still has.",
            "Remove the alias.",
            "{'name': 'a', 'type': 'int', 'default': 0} →"
                    + " {'name': 'a', 'type': 'int', 'default': 0}, {'name': 'b', 'type': 'int', 'aliases': ['a']}"),
    ENUM_SYMBOL_REPLACED(
            Category.SEMANTIC,
            Verdict.CORRUPTS,
            "A symbol was removed or renamed: the enum's default takes its place.",
            "Keep the symbol.",
            "{'name': 's', 'type': {'type': 'enum', 'name': 'S', 'symbols': ['A', 'B'], 'default': 'A'}} →"
                    + " {'name': 's', 'type': {'type': 'enum', 'name': 'S', 'symbols': ['A'], 'default': 'A'}}"),
    READER_READS_OTHERWISE(
            Category.SEMANTIC,
            Verdict.CORRUPTS,
            "A declared reader was seen to read another value from this kind of change.",
            "Keep what was released, or give the reader a release of its Avro that reads it.",
            "no field → {'name': 'mark', 'type': 'bytes', 'default': 'ÿ'}"),
    UNION_BRANCH_ORDER(
            Category.SEMANTIC,
            Verdict.CORRUPTS,
            "A whole number is read as a floating one because that branch stands first in the reader's union.",
            "Put the branch of the whole number first.",
            "{'name': 'n', 'type': 'int'} → {'name': 'n', 'type': ['null', 'double', 'long']}"),
    ANOTHER_TYPE(
            Category.SEMANTIC,
            Verdict.CORRUPTS,
            "A record of one type comes back as a record of another type of the same shape.",
            "Keep both types in the union.",
            "{'name': 'u', 'type': [{'type': 'record', 'name': 'On', 'fields': [{'name': 'x', 'type': 'int'}]},"
                    + " {'type': 'record', 'name': 'Off', 'fields': [{'name': 'x', 'type': 'int'}]}]} →"
                    + " {'name': 'u', 'type': [{'type': 'record', 'name': 'On', 'fields':"
                    + " [{'name': 'x', 'type': 'int'}]}]}"),
    DEFAULT_CHANGED(
            Category.SEMANTIC,
            Verdict.CORRUPTS,
            "A default changed: old and new readers see different values in the same bytes.",
            "Keep the default that was released.",
            "{'name': 'n', 'type': 'int', 'default': 0} → {'name': 'n', 'type': 'int', 'default': 1}"),
    VALUE_CHANGED(
            Category.SEMANTIC,
            Verdict.CORRUPTS,
            "A generated record was decoded and held another value than written.",
            "Undo the change of the field that the record shows.",
            "what only a record shows"),
    TIME_MEANING_STATED(
            Category.SEMANTIC,
            Verdict.SAFE,
            "A plain long is now said to be a timestamp, or the other way round; the number itself stays.",
            "See that all who write it mean that time and unit.",
            "{'name': 'at', 'type': 'long'} → {'name': 'at', 'type': {'type': 'long', 'logicalType':"
                    + " 'timestamp-millis'}}"),
    DECIMAL_PRECISION_SHRINKS(
            Category.SEMANTIC,
            Verdict.SAFE,
            "A decimal of the same scale has fewer digits: Java reads longer numbers all the same, others may refuse them.",
            "Keep the precision.",
            "{'name': 'n', 'type': {'type': 'bytes', 'logicalType': 'decimal', 'precision': 9, 'scale': 2}} → {'name':"
                    + " 'n', 'type': {'type': 'bytes', 'logicalType': 'decimal', 'precision': 5, 'scale': 2}}"),
    ENUM_SYMBOL_READ_AS_DEFAULT(
            Category.SEMANTIC,
            Verdict.SAFE,
            "An enum with a default has a new symbol, which older readers take for the default.",
            "Write the new symbol once the readers that tell it apart know it.",
            "{'type': 'enum', 'name': 'E', 'symbols': ['A'], 'default': 'A'} →"
                    + " {'type': 'enum', 'name': 'E', 'symbols': ['A', 'B'], 'default': 'A'}"),
    ALIAS_CONFUSES_CHECKER(
            Category.WIRE,
            Verdict.SAFE,
            "Avro's readers keep every value, but its compatibility checker, which registries ask, fails on an alias.",
            "Remove the alias.",
            "{'name': 'a', 'type': 'string'}, {'name': 'b', 'type': 'string'} → {'name': 'a', 'type': 'string',"
                    + " 'aliases': ['b']}, {'name': 'b', 'type': 'string', 'aliases': ['a']}"),
    RECORD_FULL_NAME_CHANGED(
            Category.JAVA,
            Verdict.SAFE,
            "The schema's full name changed: a reader of generated classes looks the class up by the writer's name.",
            "Keep the namespace and the name.",
            "{'type': 'record', 'name': 'a.User', 'fields': []} → {'type': 'record', 'name': 'b.User', 'fields': []}"),
    FIELDS_REORDERED(
            Category.JAVA,
            Verdict.SAFE,
            "Fields of one type changed places: the arguments of the all-arguments constructor swap.",
            "Keep the order of the fields.",
            "{'name': 'a', 'type': 'int'}, {'name': 'b', 'type': 'int'} →"
                    + " {'name': 'b', 'type': 'int'}, {'name': 'a', 'type': 'int'}"),
    JAVA_STRING_CHANGED(
            Category.JAVA,
            Verdict.SAFE,
            "The Java class that a string is read into changed.",
            "Leave the Java class to the generator.",
            "{'name': 's', 'type': {'type': 'string', 'avro.java.string': 'String'}} →"
                    + " {'name': 's', 'type': {'type': 'string', 'avro.java.string': 'CharSequence'}}"),
    KEY_SCHEMA_CHANGED(
            Category.KEY,
            Verdict.CORRUPTS,
            "A released key schema would get another id: the same key has other bytes, so it goes to another partition"
                    + " and compaction keeps both.",
            "Leave the key as it was released, and begin a topic with the new key.",
            "{'name': 'id', 'type': 'string'} → {'name': 'id', 'type': 'string', 'doc': 'who'}");

    private final Category category;
    private final Verdict effect;
    private final String why;
    private final String remedy;
    private final String example;

    CompatibilityRule(Category category, Verdict effect, String why, String remedy, String example) {
        this.category = category;
        this.effect = effect;
        this.why = why;
        this.remedy = remedy;
        this.example = example.replace('\'', '"');
    }

    @Override
    public Category category() {
        return category;
    }

    @Override
    public Severity severity() {
        return effect == Verdict.SAFE ? Severity.WARN : Severity.ERROR;
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
