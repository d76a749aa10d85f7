package dev.avenant.messaging.internal.control;

import dev.avenant.messaging.MessagingProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The bean behind the listeners' endpoint. */
@Configuration(proxyBeanMethods = false)
public final class ControlConfiguration {

    @Bean
    ListenersEndpoint messagingListenersEndpoint(ListenerControl listeners, MessagingProperties properties) {
        return new ListenersEndpoint(listeners, properties.groupId());
    }
}
