package dev.avenant.messaging.autoconfigure;

import dev.avenant.messaging.internal.EventCodec;
import dev.avenant.messaging.internal.deadletters.DeadLetterConfiguration;
import dev.avenant.messaging.internal.failure.FailureConfiguration;
import dev.avenant.messaging.internal.inbox.InboxConfiguration;
import dev.avenant.messaging.internal.listener.ListenerConfiguration;
import dev.avenant.messaging.internal.listener.ListenerMetricsConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/** A listener for each {@link dev.avenant.messaging.Subscription}, and what becomes of the records that it cannot handle. */
@AutoConfiguration(
        after = {
            MessagingAutoConfiguration.class,
            JdbcTemplateAutoConfiguration.class,
            TransactionAutoConfiguration.class
        })
@ConditionalOnBean({EventCodec.class, JdbcTemplate.class, PlatformTransactionManager.class})
@Import({
    DeadLetterConfiguration.class,
    InboxConfiguration.class,
    FailureConfiguration.class,
    ListenerConfiguration.class,
    ListenerMetricsConfiguration.class
})
public final class ListenerAutoConfiguration {}
