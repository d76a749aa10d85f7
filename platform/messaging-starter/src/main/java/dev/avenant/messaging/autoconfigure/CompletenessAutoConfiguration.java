package dev.avenant.messaging.autoconfigure;

import dev.avenant.messaging.internal.CompletenessCheck;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Refuses a service whose publications or subscriptions would be in vain. */
@AutoConfiguration(after = {OutboxAutoConfiguration.class, ListenerAutoConfiguration.class})
public final class CompletenessAutoConfiguration {

    @Bean
    CompletenessCheck messagingCompletenessCheck(ListableBeanFactory beans) {
        return new CompletenessCheck(beans);
    }
}
