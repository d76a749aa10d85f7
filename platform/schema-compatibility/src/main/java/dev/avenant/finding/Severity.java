package dev.avenant.finding;

import java.util.Locale;
import java.util.Optional;

/** How much a finding weighs; a rule that is off reports nothing. */
public enum Severity {
    /** The check fails. */
    ERROR,
    /** It is reported, and the check passes. */
    WARN,
    /** The rule is switched off. */
    OFF;

    /** The severity of that name in any case, or empty when there is none. */
    public static Optional<Severity> named(String name) {
        try {
            return Optional.of(valueOf(name.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }
}
