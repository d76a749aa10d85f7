package dev.avenant.console.registry;

import dev.avenant.console.Messages;
import dev.avenant.console.TranslatedException;
import dev.avenant.schema.SchemaSyntaxException;
import dev.avenant.text.Sentence;

/** A schema cannot be compared; says which, where and why. */
public final class UnusableSchemaException extends TranslatedException {

    private UnusableSchemaException(Sentence said) {
        super(said, null);
    }

    static UnusableSchemaException pasted(SchemaSyntaxException why) {
        return new UnusableSchemaException(Messages.of(
                "problem.schema-pasted", why.location().line(), why.location().column(), why.said(), why.advised()));
    }

    static UnusableSchemaException registered(String version, SchemaSyntaxException why) {
        return new UnusableSchemaException(Messages.of("problem.schema-unread", version, why.said()));
    }

    static UnusableSchemaException ofType(String version, String type) {
        return new UnusableSchemaException(Messages.of("problem.schema-type", version, type));
    }
}
