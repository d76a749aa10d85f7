package dev.avenant.messaging.internal;

import dev.avenant.messaging.MessagingConfigurationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says what is wrong with a service's messaging, before others speak of the beans and properties around it. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class MessagingConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<MessagingConfigurationException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MessagingConfigurationException cause) {
        return new FailureAnalysis(cause.getMessage() + ".", cause.action(), cause);
    }
}
