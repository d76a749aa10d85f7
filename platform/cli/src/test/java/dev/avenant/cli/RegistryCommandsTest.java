package dev.avenant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.cli.Shell.Result;
import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.api.SchemaReference;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Commands that ask or change a schema registry. */
@Tag("process")
class RegistryCommandsTest extends PlatformCommands {
    @Test
    void pushesTypesFirstAndOnlyOnce() {
        try (SchemaRegistry empty =
                SchemaRegistry.start(SchemaRegistryConfig.inMemory().port(0))) {
            Result dryRun = push(empty, "--dry-run");
            Result first = push(empty);
            Result second = push(empty);

            assertThat(dryRun.out()).endsWith("10 to register, 0 there already.\n");
            assertThat(first.out())
                    .contains("registered CustomerType v1 as shop.types.CustomerType (id 1)\n")
                    .contains("registered OrderPlaced v2 with Money v1, OrderStatus v1 "
                            + "as order-events-shop.order.events.OrderPlaced (id 10)\n")
                    .endsWith("10 registered, 0 there already.\n");
            assertThat(second.out()).isEqualTo("0 registered, 10 there already.\n");
        }
    }

    @Test
    void refersToTheReleaseOfATypeThatHasTheSameTypesAsTheEvent() throws IOException {
        try (SchemaRegistry empty =
                SchemaRegistry.start(SchemaRegistryConfig.inMemory().port(0))) {
            shell.write("types/Unit/v1.avsc", """
                    {"type": "enum", "namespace": "shop.types", "name": "Unit", "doc": "What is counted.",
                     "symbols": ["UNSPECIFIED", "PIECE"], "default": "UNSPECIFIED"}
                    """);
            shell.edit("contracts.yaml", "types:\n", "types:\n  Unit: { owner: order-service }\n");
            shell.run("new", "Money");
            shell.edit(
                    "types/Money/v2.avsc",
                    "such as EUR.\"}",
                    "such as EUR.\"},\n    {\"name\": \"per\", \"type\": [\"null\", \"shop.types.Unit\"],"
                            + " \"doc\": \"What it is the price of; null when of all.\", \"default\": null}");
            shell.run("release");
            shell.run("new", "Unit");
            shell.edit("types/Unit/v2.avsc", "\"PIECE\"", "\"PIECE\", \"METRE\"");
            Result released = shell.run("release");

            Result pushed = push(empty);

            assertThat(released.out())
                    .contains("released shop.types.Money v2\n", "released shop.order.events.OrderPlaced v2\n");
            assertThat(pushed.exitCode()).isZero();
            RegistryClient client = new HttpRegistryClient(empty.url(), Duration.ofSeconds(20));
            assertThat(client.latest("order-events-shop.order.events.OrderPlaced")
                            .orElseThrow()
                            .referencesOrNone())
                    .contains(new SchemaReference("shop.types.Money", "shop.types.Money", 3));
        }
    }

    @Test
    void saysHowARegistryDiffersBothWays() {
        try (SchemaRegistry other =
                SchemaRegistry.start(SchemaRegistryConfig.inMemory().port(0))) {
            String url = other.url().toString();
            push(other);
            Result same = shell.run("contracts", "status", "--registry", url);
            SchemaAlias.register(other, "customer-events-shop.customer.events.CustomerForgotten", "\"string\"");
            shell.run("new", "CustomerDeleted");
            shell.edit(
                    "customer-events/CustomerDeleted/v2.avsc",
                    "\"doc\": \"A customer's",
                    "\"doc\": \"Then a customer's");
            shell.run("release");

            Result differs = shell.run("contracts", "status", "--registry", url);

            assertThat(same.exitCode()).isZero();
            assertThat(same.out())
                    .isEqualTo("10 released versions are registered as they should be; nothing differs.\n");
            assertThat(differs.exitCode()).isEqualTo(1);
            assertThat(differs.out()).isEqualTo("""
                            1 released and not registered (avenant push registers them):
                              customer-events-shop.customer.events.CustomerDeleted: CustomerDeleted v2 with CustomerType v1
                            1 registered and never released from here:
                              customer-events-shop.customer.events.CustomerForgotten: the whole subject
                            10 released versions are registered as they should be.
                            """);
        }
    }

    @Test
    void checksTheContractsAgainstARegistry() {
        try (SchemaRegistry other =
                SchemaRegistry.start(SchemaRegistryConfig.inMemory().port(0))) {
            String url = other.url().toString();
            push(other);
            shell.run("new", "CustomerDeleted");
            shell.edit("customer-events/CustomerDeleted/v2.avsc", "\"type\": \"long\"", "\"type\": \"string\"");

            Result result = shell.run("check", "--against", url);

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.out()).contains("the new version reads what registry v1 wrote");
        }
    }

    @Test
    void pushesNothingToARegistryElsewhereUnlessToldTo() throws Exception {
        String elsewhere = addressThatIsNotCalledLocal();
        try (SchemaRegistry remote = SchemaRegistry.start(
                SchemaRegistryConfig.inMemory().host(elsewhere).port(0))) {
            String url = "http://" + elsewhere + ":" + remote.url().getPort();

            Result dry = shell.run("push", "--registry", url);
            String registeredByDry = subjects(url);
            Result applied = shell.run("push", "--registry", url, "--apply");
            String registered = subjects(url);

            assertThat(dry.exitCode()).isZero();
            assertThat(dry.out())
                    .contains("would set compatibility FULL_TRANSITIVE for shop.types.CustomerType\n")
                    .contains("would register CustomerType v1 as shop.types.CustomerType\n")
                    .endsWith("10 to register, 0 there already.\n" + elsewhere
                            + " is not this machine, so nothing was written. Add --apply to do it.\n");
            assertThat(registeredByDry).isEqualTo("[]");
            assertThat(applied.exitCode()).isZero();
            assertThat(applied.out()).endsWith("10 registered, 0 there already.\n");
            assertThat(registered).contains("\"customer-events-shop.customer.events.CustomerCreated\"");
        }
    }

    @Test
    void saysThatARegistryDoesNotAnswer() {
        Result result = shell.run("push", "--registry", "http://127.0.0.1:1");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("The request to the schema registry failed: ");
    }

    /** An address of this machine that a URL does not show to be one: a second loopback address, or the network's. */
    private static String addressThatIsNotCalledLocal() throws IOException {
        InetAddress second = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
        try (ServerSocket probe = new ServerSocket(0, 1, second)) {
            return probe.getInetAddress().getHostAddress();
        } catch (BindException noSecondLoopback) {
            return InetAddress.getLocalHost().getHostAddress();
        }
    }

    private static String subjects(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url + "/subjects")).build(), BodyHandlers.ofString())
                .body();
    }

    @Test
    void saysWhichEventsTheRegistryKnows() {
        push(registry);
        createTopic("listed-events");
        SchemaAlias.copy(registry, "customer-events", "listed-events", "shop.customer.events.CustomerDeleted");
        SchemaAlias.copy(registry, "customer-events", "listed-events", "shop.customer.events.CustomerUpdated");

        Result result = platform(
                "{}",
                "events",
                "produce",
                "listed-events",
                "--event",
                "CustomerGone",
                "--registry",
                registry.url().toString());

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .isEqualTo("Expected the name of an event on listed-events but found CustomerGone. The registry at "
                        + registry.url()
                        + " knows shop.customer.events.CustomerDeleted, shop.customer.events.CustomerUpdated.\n");
    }
}
