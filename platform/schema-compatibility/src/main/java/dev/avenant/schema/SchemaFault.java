package dev.avenant.schema;

/**
 * Something in a schema file that can be read but must not stay: a schema that cannot work, or text that would become
 * code in the generated class.
 *
 * @param kind what is wrong with it
 * @param path the type and field, such as {@code jobplatform.types.UserType} or {@code a.R.field}
 * @param location where it stands
 * @param message what was expected and found, without a full stop
 * @param fix what to do, without a full stop
 */
public record SchemaFault(Kind kind, String path, SourceLocation location, String message, String fix) {
    /** The kinds of fault; {@link #ruleId()} is what a report and a lint setting call it. */
    public enum Kind {
        /** The default of an enum is none of its symbols. Avro's parser refuses the whole schema for it. */
        ENUM_DEFAULT("enum-default-not-a-symbol", true),
        /** The default of a float or double is a text that is no number. Avro's parser fails on the whole schema. */
        NUMBER_DEFAULT("default-cannot-work", true),
        /** A doc that ends the comment it is generated into, or hides characters that do. */
        DOC_LEAVES_COMMENT("doc-leaves-comment", false),
        /** A property that the code generator copies into the class as Java. */
        PROPERTY_IS_JAVA("property-is-java", false);

        private final String ruleId;
        private final boolean invalid;

        Kind(String ruleId, boolean invalid) {
            this.ruleId = ruleId;
            this.invalid = invalid;
        }

        /** The rule's name in reports. */
        public String ruleId() {
            return ruleId;
        }

        /** Whether the schema cannot work as Avro, so that what is wrong is left out; otherwise it is Java that is at risk. */
        public boolean isInvalidAvro() {
            return invalid;
        }
    }
}
