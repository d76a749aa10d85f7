package dev.avenant.service.access;

import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** Lets a request through to its handler when the handler's rule allows it; a handler without a rule is for nobody. */
final class EndpointAccess implements AuthorizationManager<RequestAuthorizationContext> {

    private static final AuthorizationResult GRANTED = new AuthorizationDecision(true);

    private final HandlerRules rules;

    EndpointAccess(HandlerRules rules) {
        this.rules = rules;
    }

    @Override
    public AuthorizationResult authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext context) {
        Optional<AccessRule> rule = rules.of(context.getRequest());
        if (rule.isEmpty()) {
            return new Refusal("Nobody may ask this: no rule says who may");
        }
        return decide(rule.get(), authentication);
    }

    static AuthorizationResult decide(AccessRule rule, Supplier<? extends @Nullable Authentication> authentication) {
        if (rule.isPublic()) {
            return GRANTED;
        }
        Authentication token = authentication.get();
        if (token == null || !(token.getPrincipal() instanceof Caller caller)) {
            return new Refusal("This needs an access token");
        }
        return rule.allows(caller) ? GRANTED : new Refusal(sentence(rule, caller));
    }

    private static String sentence(AccessRule rule, Caller caller) {
        return "This needs the role " + String.join(" or ", rule.roles()) + ", but the access token has "
                + (caller.roles().isEmpty() ? "none" : String.join(", ", new TreeSet<>(caller.roles())));
    }

    /**
     * Why a request is not let through.
     *
     * @param sentence what is missing, for the caller
     */
    record Refusal(String sentence) implements AuthorizationResult {

        @Override
        public boolean isGranted() {
            return false;
        }
    }
}
