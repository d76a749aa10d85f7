package dev.avenant.messaging.internal;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do when no registry answered. */
final class RegistryUnavailableFailureAnalyzer extends AbstractFailureAnalyzer<RegistryUnavailableException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, RegistryUnavailableException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Start the registry, or set avenant.messaging.schema-registry-url to one that runs. For how long to wait"
                        + " there is avenant.messaging.startup-timeout.",
                cause);
    }
}
