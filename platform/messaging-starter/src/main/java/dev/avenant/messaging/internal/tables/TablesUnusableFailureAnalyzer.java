package dev.avenant.messaging.internal.tables;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what is wrong with the tables, and which scripts make them. */
final class TablesUnusableFailureAnalyzer extends AbstractFailureAnalyzer<TablesUnusableException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, TablesUnusableException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
    }
}
