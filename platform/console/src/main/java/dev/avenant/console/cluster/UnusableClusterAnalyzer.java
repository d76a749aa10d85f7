package dev.avenant.console.cluster;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to set when the console does not start for its settings of clusters. */
final class UnusableClusterAnalyzer extends AbstractFailureAnalyzer<UnusableClusterException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnusableClusterException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action(), rootFailure);
    }
}
