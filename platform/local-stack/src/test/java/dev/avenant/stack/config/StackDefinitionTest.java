package dev.avenant.stack.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code stack.yaml} may say, and what is said about one that cannot be used. */
@Tag("fast")
class StackDefinitionTest {

    private static final String KAFKA = "  kafka: {type: kafka, module: servers, port: 9092, controllerPort: 9093}\n";

    @TempDir
    private Path repository;

    @Test
    void readsEverythingThatAComponentIs() {
        Component orders = StackDefinition.of(TestStacks.SHOP).named("orders");

        assertThat(orders)
                .isEqualTo(new Component(
                        "orders",
                        Component.Type.PROGRAM,
                        Map.of("orders", 8001),
                        List.of("postgres", "topics"),
                        Optional.of("shop"),
                        new Component.Program("orders", 192, List.of(), Map.of("PORT", "${port}"), "/health")));
    }

    @Test
    void startsWhatAComponentNeedsAndTheTasksThatThenCanRun() {
        StackOptions shop = StackOptions.in(TestStacks.SHOP);

        assertThat(shop.only("orders").components())
                .extracting(Component::name)
                .containsExactly("kafka", "postgres", "registry", "topics", "orders");
        assertThat(shop.only("registry").components())
                .extracting(Component::name)
                .containsExactly("kafka", "registry", "topics");
        assertThat(shop.only("postgres").components())
                .extracting(Component::name)
                .containsExactly("postgres");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        orders: {module: orders}                              | components.orders.port] expected a port between 1 and 65535 but found null.
        orders: {module: orders, port: 0}                     | components.orders.port] expected a port between 1 and 65535 but found 0.
        orders: {port: 8001}                                  | components.orders.module] expected the folder of a module but found null.
        orders: {module: orders, port: 8001, needs: [stock]}  | components] orders needs stock, and no component of that name stands before it.
        orders: {module: orders, port: 9092}                  | components] kafka and orders both have port 9092.
        orders: {module: orders, port: 8001, type: jar}       | components.orders.type] expected kafka, postgres, program or task but found jar.
        orders: {module: orders, port: 8001, needs: kafka}    | components.orders.needs] expected a list but found kafka.
        orders: {module: orders, port: 8001, database: a-b}   | components.orders] database must match [a-z][a-z0-9_]* but was a-b.
        orders: {module: orders, port: 8001, health: up}      | components.orders] health must begin with / but was up.
        orders: {module: orders, port: 8001, heapMegabytes: 0} | components.orders] heapMegabytes must be at least 1 but was 0.
        Orders: {module: orders, port: 8001}                  | components.Orders] name must match [a-z][a-z0-9-]* but was Orders.
        """)
    void saysWhereAndWhyAFileCannotBeUsed(String component, String said) throws IOException {
        write("components:\n" + KAFKA + "  " + component + "\n");

        assertThatThrownBy(() -> StackDefinition.of(repository))
                .isInstanceOf(StackException.class)
                .hasMessage("[stack.yaml: " + said);
    }

    @Test
    void refusesAKeyThatThereIsNot() throws IOException {
        write("components:\n  orders: {module: orders, port: 8001, heap: 4}\n");

        assertThatThrownBy(() -> StackDefinition.of(repository))
                .hasMessage("[stack.yaml: components.orders.heap] expected one of [arguments, controllerPort, database,"
                        + " environment, health, heapMegabytes, module, morePorts, needs, port, type] but found this.");
    }

    @Test
    void givesAProgramAPortForEachThingThatItServes() throws IOException {
        write("components:\n  post: {module: post, port: 8025, morePorts: {smtp: 1025}}\n");

        assertThat(StackDefinition.of(repository).ports()).isEqualTo(Map.of("post", 8025, "post-smtp", 1025));
    }

    @Test
    void saysThatThereIsNoFile() {
        assertThatThrownBy(() -> StackDefinition.of(repository))
                .isInstanceOf(StackException.class)
                .hasMessage("There is no " + repository.resolve("stack.yaml")
                        + ", so nothing says what to start. Run the command in a clone that has one.");
    }

    private void write(String text) throws IOException {
        Files.writeString(repository.resolve("stack.yaml"), text);
    }
}
