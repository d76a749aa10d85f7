package dev.avenant.compatibility;

import java.util.Locale;

/** What the comparison of two versions looks for: one row a rule. */
public enum Rule {
    FIELD_WITHOUT_DEFAULT(
            Category.WIRE,
            Verdict.BREAKS,
            "The reader needs a field that the writer does not have, and the field has no default."),
    TYPE_CHANGED(Category.WIRE, Verdict.BREAKS, "The writer's type cannot be read as the reader's type."),
    UNION_BRANCH_MISSING(
            Category.WIRE, Verdict.BREAKS, "The reader's union has no branch for something that the writer writes."),
    ENUM_SYMBOL_UNKNOWN(
            Category.WIRE,
            Verdict.BREAKS,
            "The writer has an enum symbol that the reader does not know, and the reader's enum has no default."),
    FIXED_SIZE_CHANGED(Category.WIRE, Verdict.BREAKS, "A fixed type has another size."),
    NAME_CHANGED(
            Category.WIRE, Verdict.BREAKS, "A record, enum or fixed has another name and no alias for the old one."),
    ALIAS_COLLIDES(
            Category.WIRE,
            Verdict.BREAKS,
            "An alias of the reader names a field or type that the writer has beside the one it would be renamed to."),
    DEFAULT_CANNOT_WORK(
            Category.WIRE, Verdict.BREAKS, "A default that the reader would fill in cannot be made into a value."),
    TEXT_READ_AS_UUID(
            Category.WIRE, Verdict.BREAKS, "Any text was allowed and is read as a UUID, which most texts are not."),
    BYTES_READ_AS_BIG_DECIMAL(
            Category.WIRE, Verdict.BREAKS, "Any bytes were allowed and are read as a big-decimal, which few are."),
    ARRAY_ITEMS_GROW(
            Category.WIRE,
            Verdict.BREAKS,
            "The reader believes the items of an array to be larger than they were written, by defaults or wider"
                    + " numbers, and Avro's decoder then refuses the array for want of bytes."),
    DECODER_REFUSES(Category.WIRE, Verdict.BREAKS, "Avro's decoder cannot resolve the two schemas."),
    AVRO_CHECKER_REFUSES(Category.WIRE, Verdict.BREAKS, "Avro's compatibility checker refuses the pair."),
    WITNESS_FAILS(Category.WIRE, Verdict.BREAKS, "A generated record was encoded and could not be decoded."),
    TOO_LARGE(Category.WIRE, Verdict.BREAKS, "The pair is too deep or too large to be compared to the end."),
    LOGICAL_TYPE_CHANGED(
            Category.SEMANTIC, Verdict.CORRUPTS, "The same bytes are read with another logical type or unit."),
    DECIMAL_CHANGED(Category.SEMANTIC, Verdict.CORRUPTS, "A decimal has another precision or scale."),
    NUMBER_LOSES_PRECISION(
            Category.SEMANTIC, Verdict.CORRUPTS, "A number is read as a type that cannot hold it exactly."),
    BYTES_READ_AS_TEXT(Category.SEMANTIC, Verdict.CORRUPTS, "Bytes are read as text, and not all bytes are UTF-8."),
    FIELD_RENAMED(
            Category.SEMANTIC,
            Verdict.CORRUPTS,
            "A field was renamed without an alias that the reader knows: its default takes the value's place."),
    ALIAS_TAKES_VALUE(
            Category.SEMANTIC,
            Verdict.CORRUPTS,
            "An alias of the reader takes what was written for a field or type that the reader still has."),
    ENUM_SYMBOL_REPLACED(
            Category.SEMANTIC,
            Verdict.CORRUPTS,
            "A symbol was removed or renamed: the enum's default takes its place."),
    UNION_BRANCH_ORDER(
            Category.SEMANTIC,
            Verdict.CORRUPTS,
            "A whole number is read as a floating one because that branch stands first in the reader's union."),
    ANOTHER_TYPE(
            Category.SEMANTIC,
            Verdict.CORRUPTS,
            "A record of one type comes back as a record of another type of the same shape."),
    DEFAULT_CHANGED(
            Category.SEMANTIC,
            Verdict.CORRUPTS,
            "A default changed: old and new readers see different values in the same bytes."),
    VALUE_CHANGED(
            Category.SEMANTIC, Verdict.CORRUPTS, "A generated record was decoded and held another value than written."),
    RECORD_FULL_NAME_CHANGED(
            Category.JAVA,
            Verdict.SAFE,
            "The schema's full name changed: a reader of generated classes looks the class up by the writer's name."),
    FIELDS_REORDERED(
            Category.JAVA,
            Verdict.SAFE,
            "Fields of one type changed places: the arguments of the all-arguments constructor swap."),
    JAVA_STRING_CHANGED(Category.JAVA, Verdict.SAFE, "The Java class that a string is read into changed."),
    JSON_NAME_CHANGED(
            Category.JSON,
            Verdict.SAFE,
            "A name changed that Avro's JSON encoding writes and binary encoding does not."),
    KEY_SCHEMA_CHANGED(
            Category.KEY,
            Verdict.CORRUPTS,
            "A released key schema would get another id: the same key has other bytes, so it goes to another partition"
                    + " and compaction keeps both.");

    private final String id;
    private final Category category;
    private final Verdict effect;
    private final String summary;

    Rule(Category category, Verdict effect, String summary) {
        this.id = name().toLowerCase(Locale.ROOT).replace('_', '-');
        this.category = category;
        this.effect = effect;
        this.summary = summary;
    }

    /** What findings and waivers call it. */
    public String id() {
        return id;
    }

    /** What it is about. */
    public Category category() {
        return category;
    }

    /** What one finding of it makes of its direction. */
    public Verdict effect() {
        return effect;
    }

    /** What it looks for, one sentence. */
    public String summary() {
        return summary;
    }

    Finding at(String path, String message) {
        Severity severity = effect == Verdict.SAFE ? Severity.WARN : Severity.ERROR;
        return Finding.of(id, category, severity, effect, path, message);
    }
}
