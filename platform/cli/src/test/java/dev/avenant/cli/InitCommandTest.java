package dev.avenant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.cli.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a project begins, in an empty folder and in one that has schemas. */
@Tag("fast")
class InitCommandTest {
    private static final String ORDER = """
        // an order
        {"type": "record", "name": "Order", "namespace": "shop", "fields": [
          {"name": "price", "type": "shop.Money"}]}
        """;
    private static final String MONEY = """
        {"type": "record", "name": "Money", "namespace": "shop", "fields": [{"name": "units", "type": "long"}]}
        """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private ImportRoundTrip project;

    @BeforeEach
    void aFolder() {
        project = new ImportRoundTrip(folder);
    }

    private void file(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void beginsInAnEmptyFolderWithAnExample() throws IOException {
        Result begun = project.run("init");
        Result check = project.run("check");

        assertThat(begun).isEqualTo(new Result(0, """
                        Found no Avro schemas (.avsc, .avpr or .avdl) in %1$s.
                        Wrote %1$s/schemas/contracts.yaml with an example.
                        Next: make the example yours, then avenant new OrderPlaced --topic order-events, and avenant check.
                        """.formatted(folder.toRealPath()), ""));
        assertThat(check.exitCode()).isZero();
        assertThat(project.files()).containsOnlyKeys("schemas/contracts.yaml");
    }

    @Test
    void theExampleBecomesAProject() throws IOException {
        project.run("init");
        project.write("contracts.yaml", project.file("contracts.yaml").replaceAll("(?m)^#(?=  |types)", ""));

        Result incomplete = project.run("check");
        file("schemas/types/Money/v1.avsc", MONEY);
        Result begun = project.run("new", "OrderPlaced", "--topic", "order-events");
        Result check = project.run("check");

        assertThat(incomplete.out())
                .contains("no-schema: expected the schema order-events/OrderPlaced/v1.avsc but found none. [error]");
        assertThat(begun.exitCode()).isZero();
        assertThat(check.out()).doesNotContain("no-schema");
    }

    @Test
    void beginsWithAnExampleWhereNoFileCanBeAContract() throws IOException {
        file("src/main/avro/broken.avsc", "{");

        Result begun = project.run("init");
        Result check = project.run("check");

        assertThat(begun).isEqualTo(new Result(0, """
                        Found no Avro schemas that can be contracts in %1$s.
                          src/main/avro/broken.avsc: expected JSON but found: Unexpected end-of-input: expected close marker for Object (not listed)
                        Wrote %2$s/schemas/contracts.yaml with an example.
                        Next: make the example yours, then avenant new OrderPlaced --topic order-events, and avenant check.
                        """.formatted(folder.toRealPath(), folder), ""));
        assertThat(project.file("contracts.yaml")).contains("#  order-events:\n");
        assertThat(check.exitCode()).isZero();
    }

    @Test
    void listsTheSchemasThatItFindsAndTheCheckNamesWhatIsMissing() throws IOException {
        file("src/main/avro/orders/v1/Order.avsc", ORDER);
        file("src/main/avro/orders/v2/Order.avsc", ORDER.replace("an order", "an order again"));
        file("src/main/avro/Money.avsc", MONEY);
        file("src/main/avro/broken.avsc", "{");
        file("src/main/avro/plain.avsc", "\"string\"");

        Result begun = project.run("init");
        Result check = project.run("check");

        assertThat(begun.out()).isEqualTo("""
                Found 2 schemas with 3 versions:
                  src/main/avro/orders/v2/Order.avsc -> schemas/orders/Order/v2.avsc
                  src/main/avro/Money.avsc -> schemas/types/Money/v1.avsc
                  src/main/avro/broken.avsc: expected JSON but found: Unexpected end-of-input: expected close marker for Object (not listed)
                  src/main/avro/plain.avsc: expected a record, an enum or a fixed but found a type without a name (not listed)
                Wrote %s/schemas/contracts.yaml with a guess at topics and shared types.
                Next: complete the file (topics, owners, producers, consumers), then avenant import ., which copies the schemas to schemas/ and writes contracts.lock, and avenant check. Until then the check names each schema that is missing there.
                """.formatted(folder.toRealPath()));
        assertThat(project.file("contracts.yaml")).contains("""
                topics:
                  orders:
                    owner: unknown
                    events:
                      Order: { consumers: [] }

                types:
                  Money: { owner: unknown }
                """);
        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out())
                .contains("no-schema: expected the schema orders/Order/v1.avsc but found none. [error]")
                .contains("no-schema: expected the schema types/Money/v1.avsc but found none. [error]");
    }

    @Test
    void importsTheSchemasIntoTheProjectThatWasBegun() throws IOException {
        file("src/main/avro/orders/v1/Order.avsc", ORDER);
        file("src/main/avro/orders/v2/Order.avsc", ORDER.replace("\"fields\"", "\"doc\": \"An order.\", \"fields\""));
        file("src/main/avro/Money.avsc", MONEY);
        project.run("init");
        project.write(
                "contracts.yaml",
                project.file("contracts.yaml").replace("  orders:", "  sales:").replace("unknown", "billing"));
        String completed = project.file("contracts.yaml");

        Result imported = project.run("import", folder.toString());
        Result again = project.run("import", folder.toString());
        Result check = project.run("check");

        assertThat(imported.out()).startsWith("Imported 2 schemas with 3 versions of " + folder + ".\n");
        assertThat(again.out()).startsWith("Nothing changed: ");
        assertThat(check.exitCode()).as(check.out()).isZero();
        assertThat(project.file("contracts.yaml")).isEqualTo(completed);
        assertThat(project.file("sales/Order/v1.avsc")).isEqualTo(ORDER);
        assertThat(project.file("contracts.lock").lines().filter(line -> !line.startsWith("#")))
                .extracting(line -> line.replaceAll("sha256:[0-9a-f]+", "…"))
                .containsExactly("shop.Money v1 …", "shop.Order v1 … shop.Money=v1", "shop.Order v2 … shop.Money=v1");
    }

    @Test
    void takesContractsThatLieWhereTheyBelong() throws IOException {
        file("schemas/orders/Order/v1.avsc", ORDER);
        file("schemas/types/Money/v1.avsc", MONEY);

        Result begun = project.run("init");
        Result check = project.run("check");
        Result released = project.run("release");

        assertThat(begun.out())
                .endsWith(
                        "Next: complete the file (topics, owners, producers, consumers), then avenant check and avenant"
                                + " release.\n");
        assertThat(check.exitCode()).as(check.out()).isZero();
        assertThat(released.exitCode()).isZero();
    }

    @Test
    void writesOverNothing() throws IOException {
        project.write("contracts.yaml", "topics: {}\n");

        Result again = project.run("init");

        assertThat(again)
                .isEqualTo(
                        new Result(
                                2,
                                "",
                                folder
                                        + "/schemas/contracts.yaml is there already, so nothing was written. Run avenant check.\n"));
        assertThat(project.file("contracts.yaml")).isEqualTo("topics: {}\n");
    }

    @Test
    void anImportOfARegistryPutsItsContractsInPlaceOfTheExample() throws IOException {
        project.run("init");
        try (RegistryFixture registry = RegistryFixture.empty()) {
            registry.register("orders-value", ImportHardCasesTest.record("shop.Order", ""));

            project.succeeds(registry);
        }

        assertThat(project.file("contracts.yaml")).contains("      Order: { consumers: [] }\n");
    }

    @Test
    void anImportOfAFolderElsewherePutsItsContractsInPlaceOfTheExample() throws IOException {
        file("elsewhere/Money.avsc", MONEY);
        ImportRoundTrip begun = new ImportRoundTrip(folder.resolve("project"));
        begun.run("init");

        Result imported = begun.run("import", folder.resolve("elsewhere").toString());
        Result check = begun.run("check");

        assertThat(imported.exitCode()).isZero();
        assertThat(check.exitCode()).as(check.out()).isZero();
        assertThat(begun.file("contracts.yaml")).contains("      Money: { consumers: [] }\n");
    }

    @Test
    void anImportRefusesAConfigurationThatDoesNotListWhatItBrings() throws IOException {
        project.write("contracts.yaml", "topics:\n  payments:\n    owner: billing\n    events: {}\n");
        var before = project.files();
        try (RegistryFixture registry = RegistryFixture.empty()) {
            registry.register("orders-value", ImportHardCasesTest.record("shop.Order", ""));

            Result imported = project.importing(registry);

            assertThat(imported).isEqualTo(new Result(1, """
                            Expected %1$s/schemas/contracts.yaml to list what was imported of %2$s, or not to be there, but 1 contract is not in it. Nothing was written.
                              not listed: orders/Order
                            List them there, or remove the file to have it written, and run the same command again.
                            """.formatted(folder, registry.url()), ""));
        }
        assertThat(project.files()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"my topic", "../orders", "types", "con", ""})
    void refusesATopicThatNoFolderCanBeCalledLike(String topic) throws IOException {
        file("src/main/avro/Order.avsc", MONEY);

        Result begun = project.run("init", "--topic", topic);

        assertThat(begun.exitCode()).isEqualTo(2);
        assertThat(begun.err()).startsWith("Expected a topic that a folder can be called like everywhere");
        assertThat(folder.resolve("schemas")).doesNotExist();
    }
}
