package dev.avenant.compatibility.readers;

import dev.avenant.finding.CompatibilityRule;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of change that the test vectors tell apart, so far as a comparison looks for them. A kind that names a rule is
 * the same thing as what the rule finds: where no declared reader minds, the rule's finding is dropped.
 */
public enum ChangeKind {
    PROMOTION_INT_TO_LONG("an int that is read as a long"),
    PROMOTION_INT_TO_FLOAT("an int that is read as a float", CompatibilityRule.NUMBER_LOSES_PRECISION),
    PROMOTION_INT_TO_DOUBLE("an int that is read as a double"),
    PROMOTION_LONG_TO_FLOAT("a long that is read as a float", CompatibilityRule.NUMBER_LOSES_PRECISION),
    PROMOTION_LONG_TO_DOUBLE("a long that is read as a double", CompatibilityRule.NUMBER_LOSES_PRECISION),
    PROMOTION_FLOAT_TO_DOUBLE("a float that is read as a double"),
    PROMOTION_STRING_TO_BYTES("a string that is read as bytes"),
    PROMOTION_BYTES_TO_STRING("bytes that are read as a string", CompatibilityRule.BYTES_READ_AS_TEXT),
    ITEM_TYPE_WIDENED("items of an array, or values of a map, of another type than was written"),
    ARRAY_ITEMS_GROW("items of an array that the reader takes for larger", CompatibilityRule.ARRAY_ITEMS_GROW),
    FIELD_ADDED("a field that the reader fills in from its default"),
    DEFAULT_WHOLE_NUMBER("a default of a float or double that is written without a point"),
    DEFAULT_NOT_FINITE("a default that is NaN or infinite"),
    DEFAULT_ABOVE_7F("a default of bytes or a fixed with a byte above 7F"),
    DEFAULT_UNION_LATER_BRANCH("a default of a union that is not of its first branch"),
    FIELD_REMOVED("a field that the reader does not have"),
    FIELD_ALIAS("a field that has another name, an alias for the old one and no default"),
    FIELD_ALIAS_WITH_DEFAULT("a field that has another name, an alias for the old one and a default"),
    ALIAS_TAKES_VALUE("a field whose alias names a field that is still there"),
    ALIAS_CONFUSES_CHECKER("fields that are aliases of each other", CompatibilityRule.ALIAS_CONFUSES_CHECKER),
    FIELD_RENAMED(
            "a field that has another name, with a default and without an alias", CompatibilityRule.FIELD_RENAMED),
    FIELD_WITHOUT_DEFAULT("a field without a default that was not written", CompatibilityRule.FIELD_WITHOUT_DEFAULT),
    TYPE_CHANGED("another type that Avro does not read from the one written", CompatibilityRule.TYPE_CHANGED),
    RECORD_NAME_CHANGED("a record with another name and no alias"),
    ENUM_NAME_CHANGED("an enum with another name and no alias"),
    FIXED_NAME_CHANGED("a fixed with another name and no alias"),
    RECORD_ALIAS("a record with another name and an alias for the old one"),
    ENUM_ALIAS("an enum with another name and an alias for the old one"),
    FIXED_ALIAS("a fixed with another name and an alias for the old one"),
    RECORD_NAMESPACE_CHANGED("a record in another namespace"),
    ENUM_NAMESPACE_CHANGED("an enum in another namespace"),
    FIXED_NAMESPACE_CHANGED("a fixed in another namespace"),
    RECORD_NAMESPACE_ALIAS("a record in another namespace with an alias for the old name"),
    ENUM_NAMESPACE_ALIAS("an enum in another namespace with an alias for the old name"),
    FIXED_NAMESPACE_ALIAS("a fixed in another namespace with an alias for the old name"),
    FIXED_SIZE_CHANGED("a fixed of another size", CompatibilityRule.FIXED_SIZE_CHANGED),
    ERROR_READ_AS_RECORD("an error type that is read as a record, or the other way round"),
    ENUM_SYMBOLS_REORDERED("symbols of an enum in other places"),
    ENUM_SYMBOL_UNKNOWN(
            "a symbol that the reader's enum, which has no default, does not have",
            CompatibilityRule.ENUM_SYMBOL_UNKNOWN),
    ENUM_SYMBOL_REPLACED(
            "a removed symbol that the reader's enum takes for its default", CompatibilityRule.ENUM_SYMBOL_REPLACED),
    ENUM_SYMBOL_READ_AS_DEFAULT(
            "a new symbol that older readers take for the default of the enum",
            CompatibilityRule.ENUM_SYMBOL_READ_AS_DEFAULT),
    UNION_BRANCH_MISSING("a type for which the reader's union has no branch", CompatibilityRule.UNION_BRANCH_MISSING),
    UNION_BRANCH_ORDER("an int for which a floating branch stands before long", CompatibilityRule.UNION_BRANCH_ORDER),
    UNION_PROMOTING_BRANCH_FIRST("a type whose branch in the reader's union stands behind one that it is promoted to"),
    UNION_ALIAS_TAKES_BRANCH("a branch of a union with an alias that names another branch"),
    UNION_READ_AS_TYPE("a union that is read as what is no union"),
    ANOTHER_TYPE("a record that is read as another of the same shape", CompatibilityRule.ANOTHER_TYPE),
    DECIMAL_CHANGED("a decimal of another scale", CompatibilityRule.DECIMAL_CHANGED),
    DECIMAL_PRECISION_SHRINKS("a decimal of fewer digits", CompatibilityRule.DECIMAL_PRECISION_SHRINKS),
    TIME_MEANING_STATED(
            "a long that becomes a timestamp, or the other way round", CompatibilityRule.TIME_MEANING_STATED),
    TEXT_READ_AS_UUID("a string that is read as a UUID", CompatibilityRule.TEXT_READ_AS_UUID),
    FIXED_READ_AS_UUID("a fixed that is read as a UUID");

    private static final Map<CompatibilityRule, List<ChangeKind>> BY_RULE = new EnumMap<>(CompatibilityRule.class);

    static {
        for (CompatibilityRule rule : CompatibilityRule.values()) {
            BY_RULE.put(
                    rule,
                    Arrays.stream(values()).filter(kind -> kind.rule == rule).toList());
        }
    }

    private final String what;
    private final @Nullable CompatibilityRule rule;

    ChangeKind(String what) {
        this(what, null);
    }

    ChangeKind(String what, @Nullable CompatibilityRule rule) {
        this.what = what;
        this.rule = rule;
    }

    /** What vectors and documents call it, in kebab-case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it is, as the beginning of a sentence without its capital. */
    public String what() {
        return what;
    }

    /** The rule that finds the same. */
    public Optional<CompatibilityRule> rule() {
        return Optional.ofNullable(rule);
    }

    /** The kind that every finding of a rule is of; empty when the rule finds several kinds or none. */
    public static Optional<ChangeKind> of(CompatibilityRule rule) {
        List<ChangeKind> kinds = BY_RULE.getOrDefault(rule, List.of());
        return kinds.size() == 1 ? Optional.of(kinds.get(0)) : Optional.empty();
    }

    /** One type that is promoted to another; both must be a pair that Avro promotes. */
    public static ChangeKind promotion(Schema.Type from, Schema.Type to) {
        return valueOf("PROMOTION_" + from.name() + "_TO_" + to.name());
    }

    /** What happened to the name of a record, enum or fixed. */
    public static ChangeKind ofName(Schema.Type type, String change) {
        return valueOf(type.name() + "_" + change);
    }
}
