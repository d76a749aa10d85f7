package dev.avenant.console.registry;

import dev.avenant.console.ShownText;
import dev.avenant.schema.SchemaSyntaxException;

/** A schema cannot be compared; the message says which, where and why. */
public final class UnusableSchemaException extends RuntimeException {

    private UnusableSchemaException(String message) {
        super(message);
    }

    static UnusableSchemaException pasted(SchemaSyntaxException why) {
        return new UnusableSchemaException("Line " + why.location().line() + ", column "
                + why.location().column() + ": " + ShownText.line(why.problem()) + ". " + ShownText.line(why.fix())
                + ".");
    }

    static UnusableSchemaException registered(String version, SchemaSyntaxException why) {
        return new UnusableSchemaException(version + " cannot be read as Avro: " + ShownText.line(why.problem()) + ".");
    }

    static UnusableSchemaException ofType(String version, String type) {
        return new UnusableSchemaException(
                version + " is a schema of the type " + ShownText.line(type) + ", and only Avro schemas are compared.");
    }
}
