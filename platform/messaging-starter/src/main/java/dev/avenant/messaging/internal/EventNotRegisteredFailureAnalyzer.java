package dev.avenant.messaging.internal;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do when a service's contract was not pushed. */
final class EventNotRegisteredFailureAnalyzer extends AbstractFailureAnalyzer<EventNotRegisteredException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, EventNotRegisteredException cause) {
        return new FailureAnalysis(
                cause.getMessage() + ".",
                "Push the contracts that this service was built with, then start it again:\n\n    ./avenant push --registry "
                        + cause.registryUrl() + "\n\nIf it is another registry that holds them, set"
                        + " avenant.messaging.schema-registry-url.",
                cause);
    }
}
