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

/** Folders of schemas of other layouts become contracts. */
@Tag("fast")
class ImportFolderTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private ImportRoundTrip project;

    @BeforeEach
    void aFolder() {
        project = new ImportRoundTrip(folder.resolve("project"));
    }

    private void file(String path, String text) throws IOException {
        Path file = folder.resolve("avro").resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Result importing(String... more) {
        String[] words = new String[more.length + 2];
        words[0] = "import";
        words[1] = folder.resolve("avro").toString();
        System.arraycopy(more, 0, words, 2, more.length);
        return project.run(words);
    }

    @Test
    void takesVersionsSideBySideEvenWhereOneBroke() throws IOException {
        file("Order-v1.avsc", order("{\"name\":\"id\",\"type\":\"long\"}"));
        file("Order-v2.avsc", order("{\"name\":\"id\",\"type\":\"string\"}"));
        file(
                "Order-v10.avsc",
                order("{\"name\":\"id\",\"type\":\"string\"},{\"name\":\"n\",\"type\":\"int\",\"default\":0}"));

        Result imported = importing("--topic", "orders");
        Result check = project.run("check");

        assertThat(imported.exitCode()).isZero();
        assertThat(check.exitCode()).as(check.out()).isZero();
        assertThat(project.file("orders/Order/v3.avsc")).contains("\"n\"");
        assertThat(project.file("imported.jsonl")).contains("{\"file\":\"orders/Order/v1.avsc\"}\n");

        project.write("orders/Order/v4.avsc", order("{\"name\":\"id\",\"type\":\"int\"}"));
        assertThat(project.run("check").exitCode()).isEqualTo(1);
    }

    @Test
    void takesIdlAndProtocols() throws IOException {
        file("orders.avdl", """
                @namespace("shop") protocol Orders {
                  record Line { long id; }
                  record Order { array<Line> lines; }
                }
                """);
        file("payments.avpr", """
                {"protocol": "Payments", "namespace": "shop", "types": [
                  {"type": "record", "name": "Money", "fields": [{"name": "units", "type": "long"}]},
                  {"type": "record", "name": "Payment", "fields": [{"name": "price", "type": "Money"}]}]}
                """);

        Result imported = importing("--topic", "sales");
        Result again = importing("--topic", "sales");
        Result check = project.run("check");

        assertThat(imported.out()).contains("  1 topic\n  2 events\n  0 keys\n  1 shared type\n");
        assertThat(again.out()).startsWith("Nothing changed: ");
        assertThat(check.exitCode()).as(check.out()).isZero();
        assertThat(project.file("sales/Order/v1.avsc")).startsWith("{\n  \"type\": \"record\",\n");
        assertThat(project.file("sales/Payment/v1.avsc")).contains("\"type\": \"Money\"");
    }

    @Test
    void writesOutATypeThatIsInsideAnotherSchema() throws IOException {
        file("Order.avsc", order("{\"name\":\"line\",\"type\":{\"type\":\"record\",\"name\":\"Line\",\"fields\":[]}}"));
        file("Return.avsc", order("{\"name\":\"line\",\"type\":\"shop.Line\"}").replace("Order", "Return"));

        importing("--topic", "orders");
        Result check = project.run("check");

        assertThat(check.exitCode()).as(check.out()).isZero();
        assertThat(project.file("orders/Return/v1.avsc")).contains("\"name\": \"Line\"");
    }

    @Test
    void takesOneOfTwoFilesThatDefineAType() throws IOException {
        file("main/Order.avsc", order(""));
        file("test/Order.avsc", order("{\"name\":\"id\",\"type\":\"long\"}"));

        Result imported = importing("--topic", "orders");

        assertThat(imported.out())
                .contains("Not imported:\n  ")
                .contains("test/Order.avsc: shop.Order stands in ")
                .contains("main/Order.avsc too, which was taken\n");
        assertThat(project.file("orders/Order/v1.avsc")).doesNotContain("id");
    }

    @Test
    void refusesTheFolderThatItWritesTo() {
        Result result = project.run("import", folder.resolve("project/schemas").toString());

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).startsWith("Expected a folder outside ");
    }

    @Test
    void saysThatAFolderHasNoSchemas() throws IOException {
        Files.createDirectories(folder.resolve("avro"));

        Result result = importing();

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).startsWith("Expected Avro schemas (.avsc, .avpr or .avdl) in ");
    }

    @Test
    void refusesATopicThatNoFolderCanBeCalledLike() throws IOException {
        file("Order.avsc", order(""));

        Result result = importing("--topic", "my topic");

        assertThat(result)
                .isEqualTo(new Result(
                        2,
                        "",
                        "Expected a topic that a folder can be called like everywhere, of letters, digits, '_', '-' and '.',"
                                + " but found \"my topic\". Name another topic.\n"));
        assertThat(folder.resolve("project")).doesNotExist();
    }

    @Test
    void speaksOfNoRegistryWhenTheFolderHasChanged() throws IOException {
        file("Order.avsc", order(""));
        importing("--topic", "orders");
        file("Order.avsc", order("{\"name\":\"id\",\"type\":\"long\"}"));

        Result again = importing("--topic", "orders");

        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.out())
                .contains("  differs: orders/Order/v1.avsc\n")
                .endsWith("To import anew, go to an empty folder or name one with --project DIR.\n")
                .doesNotContain("registry");
    }

    private static String order(String fields) {
        return ImportHardCasesTest.record("shop.Order", fields);
    }
}
