package dev.avenant.testing;

import java.util.List;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/** Puts a registry into a test's context. Equal ones share a context, so this is a record. */
record SchemaRegistryCustomizer(String contracts, boolean inKafka, List<String> properties)
        implements ContextCustomizer {

    private static final String BEAN = "schemaTestSchemaRegistry";

    SchemaRegistryCustomizer {
        properties = List.copyOf(properties);
    }

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
        if (!(context.getBeanFactory() instanceof BeanDefinitionRegistry beans)) {
            throw new IllegalStateException(
                    "@AutoConfigureSchemaRegistry needs a context that takes bean definitions but found "
                            + context.getClass().getName());
        }
        beans.registerBeanDefinition(
                BEAN,
                BeanDefinitionBuilder.genericBeanDefinition(
                                TestSchemaRegistry.class,
                                () -> TestSchemaRegistry.start(this, context.getBeanFactory()))
                        .getBeanDefinition());
    }
}
