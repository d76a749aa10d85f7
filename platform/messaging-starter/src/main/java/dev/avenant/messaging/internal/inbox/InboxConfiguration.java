package dev.avenant.messaging.internal.inbox;

import dev.avenant.messaging.MessagingProperties;
import dev.avenant.messaging.internal.tables.TablesSchema;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The inbox of a service's own database. */
@Configuration(proxyBeanMethods = false)
public final class InboxConfiguration {

    @Bean
    Inbox messagingInbox(
            TablesSchema schema,
            JdbcTemplate jdbc,
            DataSource dataSource,
            ObjectProvider<PlatformTransactionManager> managers,
            MessagingProperties properties) {
        PlatformTransactionManager manager = InboxTransactions.of(dataSource, managers.orderedStream());
        return new Inbox(schema, jdbc, new TransactionTemplate(manager), properties.groupId());
    }
}
