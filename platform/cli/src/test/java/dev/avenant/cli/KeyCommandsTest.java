package dev.avenant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.cli.Shell.Result;
import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("process")
class KeyCommandsTest {
    private static final String DOC_EDIT = "doc /shopId: The shop. → Which shop.; any edit gives a key's schema another"
            + " id, so the same key has other bytes, goes to another partition, and compaction keeps both.";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Shell shell;

    @BeforeEach
    void aReleasedShop() {
        shell = Shell.ofKeyedShop(folder);
        assertThat(shell.shown(shell.run("release").out())).isEqualTo("""
                released shop.orders.OrderKey v1
                released shop.orders.Placed v1
                released key orders shop.orders.OrderKey
                Commit PROJECT/schemas/contracts.lock with the schemas.
                """);
    }

    private void editTheDoc() {
        assertThat(shell.run("new", "OrderKey").out())
                .endsWith("v2.avsc is a copy of v1. Edit it, then run avenant"
                        + " check.\nIt is the key of a topic: any edit gives the same key other bytes. avenant plan OrderKey"
                        + " says how to go to another key.\n");
        shell.edit("orders/OrderKey/v2.avsc", "The shop.", "Which shop.");
    }

    @Test
    void refusesAWordInTheDocOfAKey() {
        editTheDoc();

        Result result = shell.run("check");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(shell.shown(result.out()))
                .contains(
                        "PROJECT/schemas/orders/OrderKey/v2.avsc:7:5: key-schema-changed: " + DOC_EDIT + " [CORRUPTS]\n"
                                + "    was     PROJECT/schemas/orders/OrderKey/v1.avsc:7:5\n"
                                + "    breaks  bills, parcels\n"
                                + "    fix     Leave the key as it was released; to change what the key is, begin a topic with"
                                + " the new key and move the events over.\n");
    }

    @Test
    void saysInADiffThatTheBytesChange() {
        editTheDoc();

        Result result = shell.run("diff", "OrderKey");

        assertThat(result.out()).isEqualTo("""
                OrderKey v1 → v2
                  ~ doc /shopId: The shop. → Which shop.

                  BACKWARD  SAFE
                  FORWARD   SAFE
                  FULL      SAFE  (its level: FULL_TRANSITIVE)
                  KEY       CORRUPTS  (another schema id: the same key has other bytes)
                """);
    }

    @Test
    void plansAnotherTopicForAnotherKey() {
        editTheDoc();

        Result result = shell.run("plan", "OrderKey");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).startsWith("""
                OrderKey v1 → v2: not reachable on orders. The way to another key is another topic:

                1. Begin a topic with the new key
                """).contains("shop").contains("bills, parcels");
    }

    @Test
    void comparesTwoFilesAsKeysWhenToldTo() throws IOException {
        Path old = shell.file("orders/OrderKey/v1.avsc");
        Path changed = Files.writeString(
                folder.resolve("new.avsc"), Files.readString(old).replace("The shop.", "Which shop."));

        Result asValue = Shell.runWith("", List.of("compare", old.toString(), changed.toString()));
        Result asKey = Shell.runWith("", List.of("compare", "--key", old.toString(), changed.toString()));
        Result json =
                Shell.runWith("", List.of("compare", "--key", "--format", "json", old.toString(), changed.toString()));

        assertThat(asValue.out()).isEqualTo("""
                backward (new reads old data)  SAFE
                forward (old reads new data)   SAFE
                records made from seed 20260101
                """);
        assertThat(asKey.exitCode()).isZero();
        assertThat(shell.shown(asKey.out()))
                .startsWith("backward (new reads old data)  CORRUPTS\n  /shopId: " + DOC_EDIT
                        + " [key-schema-changed]\n      old    PROJECT/schemas/orders/OrderKey/v1.avsc:7:5\n"
                        + "      new    PROJECT/new.avsc:7:5\n");
        assertThat(json.out()).contains("\"category\" : \"KEY\"").contains("\"verdict\" : \"CORRUPTS\"");
    }

    @Test
    void registersTheKeyUnderTheTopicAndChecksItAgainstTheRegistry() {
        try (SchemaRegistry registry =
                SchemaRegistry.start(SchemaRegistryConfig.inMemory().port(0))) {
            String url = registry.url().toString();

            Result pushed = shell.run("push", "--registry", url);
            Result status = shell.run("contracts", "status", "--registry", url);
            editTheDoc();
            Result check = shell.run("check", "--against", url);
            shell.edit("contracts.yaml", "type: OrderKey", "type: string");
            Result plain = shell.run("check", "--against", url);

            assertThat(pushed.out()).contains("registered OrderKey v1 as orders-key (id 1)\n");
            assertThat(status.out())
                    .isEqualTo("2 released versions are registered as they should be; nothing differs.\n");
            assertThat(check.out()).contains(": key-schema-changed: " + DOC_EDIT + " [CORRUPTS]\n");
            assertThat(plain.out())
                    .contains(": key-type-changed: the key of orders was shop.orders.OrderKey in " + url
                            + " and is string now; the same key"
                            + " has other bytes, goes to another partition, and compaction keeps both."
                            + " [CORRUPTS]\n");
        }
    }

    @Test
    void describesTheKeyOnThePages() throws IOException {
        Path out = folder.resolve("docs");

        Result result = shell.run("docs", "--out", out.toString());

        assertThat(shell.shown(result.out())).startsWith("1 event and 0 types are described in ");
        assertThat(Files.readString(out.resolve("index.html")))
                .contains("<p>Key: shop and order (<a href=\"orders/OrderKey.html\">OrderKey</a>).");
        assertThat(Files.readString(out.resolve("orders/OrderKey.html")))
                .contains(
                        "The key of all events on <a href=\"../index.html#orders\"><code>orders</code></a>, written by"
                                + " shop, read by bills, parcels.");
        assertThat(Files.readString(out.resolve("asyncapi.json"))).contains("\"x-avro-schema\" : {\"type\":\"record\"");
    }

    @Test
    void beginsTheKeyThatATopicDeclares() {
        shell.edit("contracts.yaml", "type: OrderKey", "type: ShopKey");

        Result result = shell.run("new", "ShopKey", "--topic", "orders");

        assertThat(result.exitCode()).isZero();
        assertThat(shell.shown(result.out()))
                .isEqualTo("PROJECT/schemas/orders/ShopKey/v1.avsc is begun, the key of orders. Edit it before it is"
                        + " released: afterwards it never changes. Then run avenant check.\n");
        assertThat(shell.file("orders/ShopKey/v1.avsc")).content().contains("\"doc\": \"shop and order\"");
    }
}
