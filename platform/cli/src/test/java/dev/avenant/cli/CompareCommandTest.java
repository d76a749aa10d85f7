package dev.avenant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.cli.Shell.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code avenant compare} takes, and what it exits with. */
@Tag("process")
class CompareCommandTest {
    private static final String ORDER = """
            {"type": "record", "name": "Order", "namespace": "shop", "fields": [
              {"name": "id", "type": "int"}
            ]}
            """;
    private static final String WIDER = ORDER.replace("\"int\"", "\"long\"");
    private static final String BILL = ORDER.replace("Order", "Bill").replace("\"int\"", "\"Money\"");
    private static final String MONEY = ORDER.replace("Order", "Money").replace("\"id\"", "\"cents\"");
    private static final String SAFE_BOTH_WAYS = """
            backward (new reads old data)  SAFE
            forward (old reads new data)   SAFE
            records made from seed 20260101
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @CsvSource({"BACKWARD, 0", "BACKWARD_TRANSITIVE, 0", "FORWARD, 1", "FULL, 1", "NONE, 0"})
    void exitsByTheLevelThatIsAskedFor(String level, int exitCode) throws IOException {
        write("old.avsc", ORDER);
        write("new.avsc", WIDER);

        Result without = compare("old.avsc", "new.avsc");
        Result with = compare("old.avsc", "new.avsc", "--level", level);

        assertThat(without.exitCode()).isZero();
        assertThat(with.exitCode()).isEqualTo(exitCode);
        assertThat(with.out())
                .isEqualTo(without.out()
                        + level
                        + (exitCode == 0 ? " is met.\n" : " is not met by " + folder.resolve("new.avsc") + ".\n"));
    }

    @Test
    void meetsNoLevelWithAFileThatIsNoSchema() throws IOException {
        write("old.avsc", ORDER);
        write("new.avsc", "{\"type\": \"record\", \"name\": \"Order\"}");

        assertThat(compare("old.avsc", "new.avsc").exitCode()).isZero();
        assertThat(compare("old.avsc", "new.avsc", "--level", "NONE").exitCode())
                .isEqualTo(1);
    }

    @Test
    void comparesEveryFileOfAName() throws IOException {
        write("old/Order.avsc", ORDER);
        write("new/Order.avsc", ORDER);
        write("new/copy/Sale.avsc", ORDER.replace("\"int\"", "\"string\""));

        Result result = compare("old", "new", "--level", "FULL");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("copy/Sale.avsc");
    }

    @Test
    void readsOneSideFromStandardInput() throws IOException {
        write("new.avsc", WIDER);

        Result result = Shell.runWith(
                ORDER, List.of("compare", "-", folder.resolve("new.avsc").toString()));

        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .startsWith("backward (new reads old data)  SAFE\nforward (old reads new data)   BREAKS\n")
                .contains("old    standard input:2:3\n");
    }

    @Test
    void readsPipes() throws Exception {
        Path pipe = folder.resolve("63");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        write("new.avsc", WIDER);
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            try {
                Files.writeString(pipe, ORDER);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });

        Result result = compare("63", "new.avsc");

        writer.join();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("forward (old reads new data)   BREAKS\n");
    }

    @Test
    void tellsTheKindOfAPipeByItsText() throws IOException {
        write("Order.avsc", ORDER);

        Result protocol = Shell.runWith(
                "{\"protocol\": \"P\", \"namespace\": \"shop\", \"types\": [" + ORDER + "], \"messages\": {}}",
                List.of("compare", "-", folder.resolve("Order.avsc").toString()));
        Result idl = Shell.runWith(
                "/* orders */\n@namespace(\"shop\") protocol P { record Order { int id; } }",
                List.of("compare", folder.resolve("Order.avsc").toString(), "-"));

        assertThat(protocol.out()).isEqualTo(SAFE_BOTH_WAYS);
        assertThat(idl.out()).isEqualTo(SAFE_BOTH_WAYS);
    }

    @Test
    void readsIdlWithItsImportsAndProtocols() throws IOException {
        write("common/money.avdl", "@namespace(\"shop\") protocol M { record Money { int cents; } }");
        write(
                "bills/bill.avdl",
                "@namespace(\"shop\") protocol B { import idl \"../common/money.avdl\"; record Bill { Money id; } }");
        write(
                "bill.avpr",
                "{\"protocol\": \"B\", \"namespace\": \"shop\", \"types\": [" + MONEY + "," + BILL
                        + "], \"messages\": {}}");
        write("types/Money.avsc", MONEY);
        write("Bill.avsc", BILL);

        Result withSchema = compare("bills/bill.avdl", "Bill.avsc", "--types", "types");
        Result withProtocol = compare("bill.avpr", "bills/bill.avdl");

        assertThat(withSchema.out()).isEqualTo(SAFE_BOTH_WAYS);
        assertThat(withProtocol.out()).isEqualTo("""
                1 type compared, records made from seed 20260101
                """);
    }

    @Test
    void readsReferencesFromTheFoldersThatAreNamed() throws IOException {
        write("old.avsc", BILL);
        write("new.avsc", BILL.replace("\"id\", \"type\": \"Money\"", "\"id\", \"type\": [\"Money\", \"Rate\"]"));
        write("types/deep/Money.avsc", MONEY);
        write("more/Rate.avsc", MONEY.replace("Money", "Rate"));

        Result result = compare("old.avsc", "new.avsc", "--types", "types", "--types", "more/Rate.avsc");

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).startsWith("backward (new reads old data)  SAFE\n");
    }

    @Test
    void couldNotRunWithoutATypeThatIsReferredTo() throws IOException {
        write("old.avsc", BILL);
        write("new.avsc", BILL);

        Result result = compare("old.avsc", "new.avsc");

        assertThat(result)
                .isEqualTo(new Result(
                        3,
                        "",
                        folder.resolve("old.avsc") + ": expected types that exist but found shop.Money, which no file"
                                + " defines. Name the folder that has it with --types DIR.\n"));
    }

    @Test
    void couldNotRunWithoutATypeThatATypeRefersTo() throws IOException {
        write("old.avsc", BILL.replace("Money", "Account").replace("Bill", "Holder"));
        write("types/Account.avsc", BILL.replace("Bill", "Account"));

        Result result = compare("old.avsc", "old.avsc", "--types", "types");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err())
                .isEqualTo(folder.resolve("types/Account.avsc") + ":2:26: expected a type that exists but found"
                        + " shop.Money, which no schema file defines. Correct the name, or add the type.\n");
    }

    @Test
    void comparesTheTypesOfTwoFoldersByTheirNames() throws IOException {
        write("old/a/Order.avsc", ORDER);
        write("old/Money.avsc", MONEY);
        write("old/Bill.avsc", BILL);
        write("old/Gone.avsc", ORDER.replace("Order", "Gone"));
        write("new/b/Orders.avsc", WIDER);
        write(
                "new/all.avdl",
                "@namespace(\"shop\") protocol P { record Bill { Money id; } record Money { int cents; } }");
        write("new/Added.avsc", ORDER.replace("Order", "Added"));

        Result result = compare("old", "new");
        Result full = compare("old", "new", "--level", "FULL");
        Result json = compare("old", "new", "--format", "json");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out().replace(folder + "/", "")).isEqualTo("""
                shop.Order (old/a/Order.avsc, new/b/Orders.avsc)
                backward (new reads old data)  SAFE
                forward (old reads new data)   BREAKS
                  /id: long was written and int is expected, which Avro cannot read from it. [type-changed]
                      old    old/a/Order.avsc:2:3
                      new    new/b/Orders.avsc:2:3
                      wrote  {"id": 1}
                      read   fails: AvroTypeException: Found long, expecting int
                      fix    Keep the type "int" of id, and put the new type into a field of its own.

                gone  shop.Gone
                new  shop.Added
                2 types compared, records made from seed 20260101
                """);
        assertThat(full.exitCode()).isEqualTo(1);
        assertThat(full.out()).endsWith("FULL is not met by shop.Order.\n");
        assertThat(json.out())
                .contains("\"name\" : \"shop.Order\"")
                .contains("\"gone\" : [ \"shop.Gone\" ]")
                .contains("\"added\" : [ \"shop.Added\" ]");
    }

    @Test
    void doesNotJudgeAgainWhatIsTheSameInBothFolders() throws IOException {
        String invalid = ORDER.replace("\"int\"", "\"int\", \"default\": \"\"");
        write("old/Order.avsc", invalid);
        write("new/Order.avsc", invalid);

        Result result = compare("old", "new", "--level", "FULL");

        assertThat(result)
                .isEqualTo(new Result(0, "1 type compared, records made from seed 20260101\nFULL is met.\n", ""));
    }

    @Test
    void saysHowTheImportsOfAPipeAreFound() throws IOException {
        write("lib/money.avdl", "@namespace(\"shop\") protocol M { record Money { int cents; } }");
        write("Bill.avsc", BILL);
        write("types/Money.avsc", MONEY);
        String idl = "@namespace(\"shop\") protocol B { import idl \"money.avdl\"; record Bill { Money id; } }";
        String file = folder.resolve("Bill.avsc").toString();
        String types = folder.resolve("types").toString();

        Result without = Shell.runWith(idl, List.of("compare", "-", file, "--types", types));
        Result with = Shell.runWith(
                idl,
                List.of(
                        "compare",
                        "-",
                        file,
                        "--types",
                        types,
                        "--types",
                        folder.resolve("lib").toString()));

        assertThat(without)
                .isEqualTo(new Result(
                        3,
                        "",
                        "standard input:1:44: expected an import of a schema file of this repository but found"
                                + " \"money.avdl\". Correct the path, or add the file. Or name the folder that has it"
                                + " with --types DIR.\n"));
        assertThat(with.err()).isEmpty();
        assertThat(with.out()).isEqualTo(SAFE_BOTH_WAYS);
    }

    @Test
    void comparesAFileWithTheTypeOfItsNameInAFolder() throws IOException {
        write("old/Order.avsc", ORDER);
        write("old/Money.avsc", MONEY);
        write("new.avsc", WIDER);

        Result result = compare("old", "new.avsc", "--level", "BACKWARD");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).endsWith("""
                        gone  shop.Money
                        1 type compared, records made from seed 20260101
                        BACKWARD is met.
                        """);
    }

    @Test
    void saysWhatCannotBeCompared() throws IOException {
        write("old/Order.avsc", ORDER);
        write("new/Money.avsc", MONEY);
        write("broken/Order.avsc", "{");
        Files.createDirectories(folder.resolve("empty"));

        assertThat(compare("old", "new"))
                .isEqualTo(new Result(
                        3,
                        "",
                        "Expected types of the same names in " + folder.resolve("old") + " and " + folder.resolve("new")
                                + " but found none, so nothing was compared. Name files or folders that have the same"
                                + " types.\n"));
        assertThat(compare("old", "empty"))
                .isEqualTo(new Result(
                        3,
                        "",
                        "Expected Avro schemas (.avsc, .avpr or .avdl) in " + folder.resolve("empty")
                                + " but found none. Name another path.\n"));
        assertThat(compare("old", "broken").exitCode()).isEqualTo(3);
        assertThat(compare("old", "broken").err()).startsWith(folder.resolve("broken/Order.avsc") + ":1:");
        assertThat(compare("old", "nowhere"))
                .isEqualTo(new Result(
                        2,
                        "",
                        "Expected a schema file or a folder but found no file " + folder.resolve("nowhere") + ".\n"));
        assertThat(compare("old", "new", "--types", "nowhere"))
                .isEqualTo(new Result(
                        2,
                        "",
                        "Expected a folder of schemas in --types but found none at " + folder.resolve("nowhere")
                                + ".\n"));
        assertThat(Shell.runWith("", List.of("compare", "-", "-")))
                .isEqualTo(new Result(2, "", "Expected - for OLD or for NEW but found it for both.\n"));
    }

    /** Runs the command in the folder: what names a path there is meant so. */
    private Result compare(String... words) {
        return Shell.runWith(
                "",
                Stream.concat(Stream.of("compare"), Stream.of(words).map(this::inFolder))
                        .toList());
    }

    private String inFolder(String word) {
        return word.startsWith("--") || word.equals("json") || word.matches("[A-Z_]+")
                ? word
                : folder.resolve(word).toString();
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
