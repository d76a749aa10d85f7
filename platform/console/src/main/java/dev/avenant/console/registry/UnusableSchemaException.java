package dev.avenant.console.registry;

import dev.avenant.console.Messages;
import dev.avenant.console.ShownText;
import dev.avenant.schema.SchemaSyntaxException;
import dev.avenant.text.Sentence;
import java.util.Locale;

/** A schema cannot be compared; says which, where and why. */
public final class UnusableSchemaException extends RuntimeException {

    private final transient Sentence said;

    private UnusableSchemaException(Sentence said) {
        super(ShownText.line(said.toString()));
        this.said = said;
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

    /** The message in a language. */
    public String in(Locale language) {
        return ShownText.line(said.in(language));
    }
}
