package dev.avenant.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives a Spring test a schema registry of its own, in the test's JVM, which the messaging starter uses in place of
 * {@code avenant.messaging.schema-registry-url}. It starts with the application context and ends with it; tests that share
 * a context share the registry.
 *
 * <p>Beside {@code @SpringBootTest}: {@code @AutoConfigureSchemaRegistry(contracts = "../schemas")}.
 *
 * <p>The test asks for {@link dev.avenant.messaging.SchemaRegistryConnectionDetails} to learn where it is.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface AutoConfigureSchemaRegistry {

    /**
     * The folder with the {@code contracts.yaml} whose schemas the registry holds when the service starts, released or
     * not; empty for a registry that holds none.
     */
    String contracts() default "";

    /** Whether it keeps its schemas in the test's Kafka, where a second registry finds them; in memory otherwise. */
    boolean inKafka() default false;

    /** More of the registry's properties, as {@code name=value}. */
    String[] properties() default {};
}
