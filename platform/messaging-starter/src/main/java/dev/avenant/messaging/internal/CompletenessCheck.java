package dev.avenant.messaging.internal;

import dev.avenant.messaging.MessagingConfigurationException;
import dev.avenant.messaging.Outbox;
import dev.avenant.messaging.Publication;
import dev.avenant.messaging.Subscription;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Refuses a service that declares publications or subscriptions and has no outbox or no listeners, because what these need
 * is missing: it would start and do nothing.
 */
public final class CompletenessCheck implements SmartInitializingSingleton {

    private final ListableBeanFactory beans;

    /** The check of the service with those beans. */
    public CompletenessCheck(ListableBeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public void afterSingletonsInstantiated() {
        boolean publishes = has(Publication.class);
        boolean listens = has(Subscription.class);
        if ((publishes || listens) && !has(EventCodec.class)) {
            throw new MessagingConfigurationException(
                    "Publication and Subscription beans need one DataSource, which holds the outbox and the inbox, but found "
                            + found(DataSource.class),
                    "Set spring.datasource.url to a PostgreSQL database. Of several DataSource beans mark one as primary.");
        }
        if (publishes && !has(Outbox.class)) {
            throw new MessagingConfigurationException(
                    "Publication beans need a JdbcTemplate, by which events are appended, but found none",
                    "Let Spring Boot make one (JdbcTemplateAutoConfiguration), or add a bean new JdbcTemplate(dataSource).");
        }
        if (listens && !beans.containsBean("messagingListeners")) {
            throw new MessagingConfigurationException(
                    "Subscription beans need a JdbcTemplate and a transaction manager of the DataSource that holds the inbox,"
                            + " but one of them is missing",
                    "Let Spring Boot make them (JdbcTemplateAutoConfiguration, DataSourceTransactionManagerAutoConfiguration),"
                            + " or add beans new JdbcTemplate(dataSource) and new JdbcTransactionManager(dataSource).");
        }
    }

    private boolean has(Class<?> type) {
        return names(type).length > 0;
    }

    private String found(Class<?> type) {
        String found = Arrays.stream(names(type)).sorted().collect(Collectors.joining(", "));
        return found.isEmpty() ? "none" : found;
    }

    private String[] names(Class<?> type) {
        return BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, type, true, false);
    }
}
