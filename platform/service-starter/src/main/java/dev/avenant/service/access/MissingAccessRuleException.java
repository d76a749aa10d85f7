package dev.avenant.service.access;

import java.util.List;

/** A service has endpoints of which nobody has said who may ask them. */
final class MissingAccessRuleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param methods the handler methods without a rule, not empty */
    MissingAccessRuleException(List<String> methods) {
        super("No rule says who may ask: " + String.join(", ", methods));
    }
}
