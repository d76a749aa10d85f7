package dev.avenant.compatibility.witness;

import org.apache.avro.Schema;

/**
 * One step from a value of the writer's schema to a value inside it.
 *
 * @param kind what kind of step
 * @param index the field's or branch's position; 0 for the others
 */
public record Step(Kind kind, int index) {
    /** The kinds of step. */
    public enum Kind {
        /** Into the field of a record. */
        FIELD,
        /** Into the branch of a union. */
        BRANCH,
        /** Into the only item of an array. */
        ITEM,
        /** Into the only value of a map. */
        VALUE
    }

    /** The type that the step leads to. */
    public Schema into(Schema schema) {
        return switch (kind) {
            case FIELD -> schema.getFields().get(index).schema();
            case BRANCH -> schema.getTypes().get(index);
            case ITEM -> schema.getElementType();
            case VALUE -> schema.getValueType();
        };
    }
}
