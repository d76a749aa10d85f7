package dev.avenant.service.access;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do when a service does not start for want of a rule. */
final class MissingAccessRuleAnalyzer extends AbstractFailureAnalyzer<MissingAccessRuleException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MissingAccessRuleException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Annotate each with one of @PermitAll, @Authenticated and @RolesAllowed(…).",
                rootFailure);
    }
}
