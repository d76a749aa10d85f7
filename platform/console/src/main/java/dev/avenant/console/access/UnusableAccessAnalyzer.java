package dev.avenant.console.access;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to set when the console does not start for its settings of access. */
final class UnusableAccessAnalyzer extends AbstractFailureAnalyzer<UnusableAccessException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnusableAccessException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.remedy(), rootFailure);
    }
}
