package dev.avenant.console.web;

import dev.avenant.contracts.report.AddressedSchema;
import org.springframework.http.HttpStatus;

/** The schema that an address has. */
public final class SchemaParameter {

    private SchemaParameter() {}

    /** The schema; refuses what is none. */
    public static String decoded(String parameter) {
        try {
            return AddressedSchema.decode(parameter);
        } catch (AddressedSchema.UnreadableException unreadable) {
            throw new WrongRequestException(
                    HttpStatus.BAD_REQUEST, "problem.addressed-schema", String.valueOf(unreadable.getMessage()));
        }
    }
}
