package dev.avenant.messaging;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A service as a user of the starter would write it, running in this JVM. */
public final class TestService implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private TestService(ConfigurableApplicationContext context) {
        this.context = context;
    }

    public static Setup with(MessagingStack stack) {
        return new Setup(stack);
    }

    /** Appends the events in one transaction and commits it. */
    public void publish(OutboundEvent... events) {
        inTransaction(() -> {
            for (OutboundEvent event : events) {
                var unused = outbox().append(event);
            }
        });
    }

    public void inTransaction(Runnable work) {
        new TransactionTemplate(bean(PlatformTransactionManager.class)).executeWithoutResult(status -> work.run());
    }

    public Outbox outbox() {
        return bean(Outbox.class);
    }

    public JdbcTemplate jdbc() {
        return bean(JdbcTemplate.class);
    }

    public long waitingInOutbox() {
        return Objects.requireNonNull(jdbc().queryForObject("SELECT count(*) FROM avenant.outbox", Long.class));
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** A setting with which it runs. */
    public String property(String name) {
        return Objects.requireNonNull(context.getEnvironment().getProperty(name));
    }

    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    @Override
    public void close() {
        context.close();
    }

    /** How a test's service differs from the plainest one. */
    public static final class Setup {

        private static final String TRACER =
                "org.springframework.boot.micrometer.tracing.brave.autoconfigure.BraveAutoConfiguration";

        private final Map<String, Object> properties = new LinkedHashMap<>();
        private final List<Supplier<Publication>> publications = new ArrayList<>();
        private final List<Supplier<Subscription>> subscriptions = new ArrayList<>();
        private final List<Class<?>> configurations = new ArrayList<>();
        private final List<Consumer<GenericApplicationContext>> beans = new ArrayList<>();

        private Setup(MessagingStack stack) {
            property("spring.main.banner-mode", "off");
            // It would keep every service that was ever started in memory.
            property("management.metrics.use-global-registry", false);
            property("spring.datasource.username", "postgres");
            property("spring.datasource.hikari.maximum-pool-size", 6);
            property("spring.datasource.hikari.connection-timeout", 2000);
            property("spring.datasource.url", stack.newDatabase());
            property("spring.kafka.bootstrap-servers", stack.bootstrapServers());
            property("avenant.messaging.schema-registry-url", stack.registryUrl());
            property("avenant.messaging.source", "/order-service");
            property("avenant.messaging.group-id", stack.unique("service"));
            property("avenant.messaging.outbox.poll-interval", "200ms");
            property("avenant.messaging.retry.initial-interval", "50ms");
            property("avenant.messaging.retry.max-interval", "200ms");
            property("avenant.messaging.retry.unknown-schema-grace", "300ms");
            property("spring.autoconfigure.exclude", TRACER);
        }

        public Setup property(String name, Object value) {
            properties.put(name, value);
            return this;
        }

        public String property(String name) {
            return String.valueOf(properties.get(name));
        }

        public Setup publication(Publication publication) {
            publications.add(() -> publication);
            return this;
        }

        public Setup subscription(Subscription subscription) {
            subscriptions.add(() -> subscription);
            return this;
        }

        /** With a tracer, which keeps every trace. */
        public Setup tracing() {
            return property("spring.autoconfigure.exclude", "")
                    .property("management.tracing.sampling.probability", "1.0");
        }

        public <T> Setup bean(Class<T> type, Supplier<T> bean) {
            beans.add(context -> context.registerBean(type, bean));
            return this;
        }

        /** With a web server on a free port, and what else the configuration says. */
        public Setup web(Class<?> configuration) {
            configurations.add(configuration);
            return property("server.port", 0);
        }

        String database() {
            String url = property("spring.datasource.url");
            return url.replaceAll(".*/|\\?.*", "");
        }

        public String group() {
            return property("avenant.messaging.group-id");
        }

        public TestService start() {
            return new TestService(application().run());
        }

        public SpringApplicationBuilder application() {
            return new SpringApplicationBuilder(Application.class)
                    .sources(configurations.toArray(Class<?>[]::new))
                    .web(configurations.isEmpty() ? WebApplicationType.NONE : WebApplicationType.SERVLET)
                    .registerShutdownHook(false)
                    .properties(properties)
                    .initializers(context -> {
                        GenericApplicationContext target = (GenericApplicationContext) context;
                        beans.forEach(bean -> bean.accept(target));
                        int number = 0;
                        for (Supplier<Publication> publication : publications) {
                            target.registerBean("publication" + number++, Publication.class, publication);
                        }
                        for (Supplier<Subscription> subscription : subscriptions) {
                            target.registerBean("subscription" + number++, Subscription.class, subscription);
                        }
                    });
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {}
}
