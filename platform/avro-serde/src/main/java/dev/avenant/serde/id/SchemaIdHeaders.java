package dev.avenant.serde.id;

/** The record headers that carry the GUID of a schema. */
public final class SchemaIdHeaders {

    /** The header for a key. */
    public static final String KEY = "__key_schema_id";

    /** The header for a value. */
    public static final String VALUE = "__value_schema_id";

    private SchemaIdHeaders() {}

    static String nameFor(boolean isKey) {
        return isKey ? KEY : VALUE;
    }
}
