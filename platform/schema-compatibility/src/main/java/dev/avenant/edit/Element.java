package dev.avenant.edit;

import dev.avenant.text.SchemaText;
import dev.avenant.text.Sentence;

/**
 * What an edit is made to: a named type, a field of a record, or the schema itself.
 *
 * @param type the full name of the type; empty for the schema itself
 * @param field the field of that record; empty for the type itself
 */
public record Element(String type, String field) {
    /** The schema itself, whatever its type. */
    public static final Element ROOT = new Element("", "");

    /** A record, enum or fixed. */
    public static Element type(String fullName) {
        return new Element(fullName, "");
    }

    /** A field of a record. */
    public static Element field(String record, String name) {
        return new Element(record, name);
    }

    /** The name that it has in a map of places: {@code a.R} or {@code a.R.field}. */
    public String key() {
        return field.isEmpty() ? type : type + "." + field;
    }

    /** What sentences call it. */
    Sentence shown() {
        return field.isEmpty() && type.isEmpty()
                ? SchemaText.of("edit.schema")
                : Sentence.quoting(field.isEmpty() ? type : field);
    }
}
