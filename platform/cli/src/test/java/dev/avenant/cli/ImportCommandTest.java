package dev.avenant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.cli.RegistryFixture.Reference;
import dev.avenant.cli.RegistryProxy.Answer;
import dev.avenant.cli.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How import and push --keep-ids behave beside what a registry holds. */
@Tag("fast")
class ImportCommandTest {
    private static final String ORDER = ImportHardCasesTest.record("shop.Order", "{\"name\":\"id\",\"type\":\"long\"}");
    private static final String PAYMENT =
            ImportHardCasesTest.record("shop.Payment", "{\"name\":\"order\",\"type\":\"shop.Order\"}");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final RegistryFixture registry = RegistryFixture.empty();

    @SuppressWarnings("NullAway.Init")
    private ImportRoundTrip project;

    @BeforeEach
    void aFilledRegistry() {
        project = new ImportRoundTrip(folder);
        registry.register("orders-value", ORDER)
                .register("payments-value", PAYMENT, new Reference("shop.Order", "orders-value", 1));
    }

    @AfterEach
    void noRegistry() {
        registry.close();
    }

    @Test
    void leavesNothingBehindWhenTheRegistryFailsHalfWay() throws IOException {
        try (RegistryProxy failing = new RegistryProxy(
                registry,
                (method, path) -> path.startsWith("/subjects/payments-value/versions/1")
                        ? Optional.of(Answer.error(500, 50001, "Error in the backend data store"))
                        : Optional.empty())) {
            Result result = project.run("import", "--registry", failing.url());

            assertThat(result)
                    .isEqualTo(new Result(
                            3,
                            "",
                            "The request to the schema registry failed: The schema registry at " + failing.url()
                                    + " answered GET /subjects/payments-value/versions/1?deleted=true with 500:"
                                    + " Error in the backend data store\n"));
            assertThat(project.files()).isEmpty();
        }
    }

    @Test
    void leavesSubjectsAloneThatHoldNoAvro() throws IOException {
        registry.register("orders-key", ORDER).register("logs-value", ORDER);
        try (RegistryProxy mixed = new RegistryProxy(
                registry,
                (method, path) -> path.startsWith("/subjects/orders-key/versions/1")
                        ? Optional.of(new Answer(200, """
                                {"subject":"orders-key","version":1,"id":3,"schemaType":"JSON","schema":"{}"}"""))
                        : path.startsWith("/subjects/logs-value/versions/1")
                                ? Optional.of(new Answer(200, """
                                {"subject":"logs-value","version":1,"id":4,"schemaType":"PROTOBUF","schema":"message L {}"}"""))
                                : Optional.empty())) {
            Result imported = project.run("import", "--registry", mixed.url());
            Result status = project.run("contracts", "status", "--registry", mixed.url());

            assertThat(imported.out())
                    .contains(
                            "  logs-value: no Avro but PROTOBUF, left alone\n  orders-key: no Avro but JSON, left alone\n");
            assertThat(status.out()).endsWith("nothing differs.\n");
            assertThat(project.file("imported.jsonl"))
                    .contains("{\"subject\":\"orders-key\",\"schemaType\":\"JSON\"}\n")
                    .doesNotContain("message L");
        }
    }

    @Test
    void keepsWhatNoParserTakesAnyMore() throws IOException {
        try (RegistryProxy old = new RegistryProxy(
                registry,
                (method, path) -> path.startsWith("/subjects/orders-value/versions/1")
                        ? Optional.of(new Answer(200, """
                                {"subject":"orders-value","version":1,"id":1,"schema":"{\\"type\\":\\"record\\",\\"name\\":\\"a-b\\"}"}"""))
                        : Optional.empty())) {
            Result imported = project.run("import", "--registry", old.url());
            Result check = project.run("check");

            assertThat(imported.out())
                    .contains("  orders-value v1: ")
                    .contains("  payments-value: v1 refers to shop.Order, which is no contract\n");
            assertThat(check.exitCode()).isZero();
            assertThat(project.file("imported.jsonl")).contains("a-b");
        }
    }

    @Test
    void readsARegistryThatHasNoContexts() throws IOException {
        try (RegistryProxy old = new RegistryProxy(
                registry,
                (method, path) -> path.startsWith("/contexts")
                        ? Optional.of(Answer.error(404, 404, "HTTP 404 Not Found"))
                        : Optional.empty())) {
            Result imported = project.run("import", "--registry", old.url());

            assertThat(imported.exitCode()).isZero();
            assertThat(project.files()).containsKey("schemas/types/Order/v1.avsc");
        }
    }

    @Test
    void writesOverNothingWhenTheRegistryHasMoved() throws IOException {
        project.importing(registry);
        registry.level("payments-value", "NONE").register("payments-value", ORDER.replace("Order", "Payment"));
        var before = project.files();

        Result again = project.importing(registry);

        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.out())
                .startsWith("Expected no " + folder + "/schemas, or what was imported of " + registry.url()
                        + " before, but found a folder in which 2 files would differ and 1 file would be added."
                        + " Nothing was written.\n  differs: contracts.lock\n  differs: imported.jsonl\n"
                        + "  to add: payments/Payment/v2.avsc\n");
        assertThat(project.files()).isEqualTo(before);
    }

    @Test
    void leavesACompletedConfigurationAsItIs() throws IOException {
        project.importing(registry);
        String completed = project.file("contracts.yaml").replace("owner: unknown", "owner: billing");
        project.write("contracts.yaml", completed);

        Result again = project.importing(registry);

        assertThat(again.exitCode()).isZero();
        assertThat(project.file("contracts.yaml")).isEqualTo(completed);
    }

    @Test
    void refusesARegistryThatHoldsSomethingElse() throws IOException {
        project.importing(registry);
        try (RegistryFixture other = RegistryFixture.empty()) {
            other.register("invoices-value", ORDER).register("orders-value", ORDER);
            var before = other.everything();

            Result result = project.run("push", "--keep-ids", "--registry", other.url());

            assertThat(result)
                    .isEqualTo(new Result(
                            3,
                            "",
                            "Expected an empty registry, or one that holds a part of " + folder
                                    + "/schemas/imported.jsonl, but found invoices-value version 1. Nothing was written."
                                    + " Name an empty registry, or push without --keep-ids.\n"));
            assertThat(other.everything()).isEqualTo(before);
        }
    }

    @Test
    void refusesARegistryInWhichAnIdIsTaken() throws IOException {
        project.importing(registry);
        try (RegistryFixture other = RegistryFixture.empty()) {
            other.importAs(1, 1, "orders-value", PAYMENT.replace("shop.Order", "long"));

            Result result = project.run("push", "--keep-ids", "--registry", other.url());

            assertThat(result.exitCode()).isEqualTo(3);
            assertThat(result.err()).contains("but found orders-value version 1. Nothing was written.");
        }
    }

    @Test
    void setsTheModeBackWhenAPushFailsAndTheNextOneGoesOn() throws IOException {
        project.importing(registry);
        try (RegistryFixture copy = RegistryFixture.empty()) {
            AtomicInteger registered = new AtomicInteger();
            try (RegistryProxy failing = new RegistryProxy(
                    copy,
                    (method, path) -> method.equals("POST") && registered.incrementAndGet() > 1
                            ? Optional.of(Answer.error(500, 50001, "Error in the backend data store"))
                            : Optional.empty())) {
                Result cut = project.run("push", "--keep-ids", "--registry", failing.url());

                assertThat(cut.exitCode()).isEqualTo(3);
                assertThat(cut.err()).contains("answered POST /subjects/payments-value/versions with 500");
                assertThat(copy.admin().subjects()).containsExactly("orders-value");
                assertThat(copy.admin().mode("orders-value")).isEmpty();
                assertThat(copy.admin().mode("payments-value")).isEmpty();
            }

            Result next = project.run("push", "--keep-ids", "--registry", copy.url());

            assertThat(next.out()).isEqualTo("""
                            1 registered under the imported ids, 1 there already, 0 deleted softly, 0 settings set.
                            0 registered, 2 there already.
                            """);
            assertThat(copy.everything()).isEqualTo(registry.everything());
        }
    }

    @Test
    void takesAModeBackThatACrashLeftBehind() throws IOException {
        project.importing(registry);
        try (RegistryFixture copy = RegistryFixture.empty()) {
            project.run("push", "--keep-ids", "--registry", copy.url());
            copy.admin().setMode("orders-value", "IMPORT", true);

            project.run("push", "--keep-ids", "--registry", copy.url());

            assertThat(copy.admin().mode("orders-value")).isEmpty();
        }
    }

    @Test
    void pushesWhatWasReleasedSinceBehindWhatWasImported() throws IOException {
        project.importing(registry);
        Result begun = project.run("new", "Payment");
        project.write(
                "payments/Payment/v2.avsc",
                project.file("payments/Payment/v2.avsc")
                        .replace("} ]", "}, { \"name\": \"note\", \"type\": \"string\", \"default\": \"\" } ]"));
        Result released = project.run("release");
        try (RegistryFixture copy = RegistryFixture.empty()) {
            Result pushed = project.run("push", "--keep-ids", "--registry", copy.url());

            assertThat(begun.exitCode()).isZero();
            assertThat(released.out()).startsWith("released shop.Payment v2\n");
            assertThat(pushed.out())
                    .startsWith("2 registered under the imported ids, ")
                    .contains("registered Payment v2 with Order v1 as payments-value (id 3)\n");

            Result again = project.run("push", "--keep-ids", "--registry", copy.url());

            assertThat(again).isEqualTo(new Result(0, """
                            0 registered under the imported ids, 2 there already, 0 deleted softly, 0 settings set.
                            0 registered, 3 there already.
                            """, ""));
        }
    }

    @Test
    void registersAnImportedTreeInARegistryWithOtherIdsToo() throws IOException {
        registry.importAs(70, 5, "gaps-value", ORDER.replace("Order", "Gap"));
        project.importing(registry);
        try (RegistryFixture other = RegistryFixture.empty()) {
            other.register("before-value", ORDER);

            Result pushed = project.run("push", "--registry", other.url());
            Result again = project.run("push", "--registry", other.url());

            assertThat(pushed.exitCode()).isZero();
            assertThat(pushed.out()).endsWith("3 registered, 0 there already.\n");
            assertThat(again.out()).isEqualTo("0 registered, 3 there already.\n");
        }
    }

    @Test
    void saysThatThereIsNothingToKeepTheIdsOf() {
        Result result = new Shell(folder).run("push", "--keep-ids", "--registry", registry.url());

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .isEqualTo(
                        "Expected " + folder + "/schemas/imported.jsonl with the ids of a registry for --keep-ids but"
                                + " found none. Run avenant import first, or push without --keep-ids.\n");
    }

    @Test
    void saysInADryRunWhatItWouldRegister() throws IOException {
        project.importing(registry);
        try (RegistryFixture copy = RegistryFixture.empty()) {
            Result dry = project.run("push", "--keep-ids", "--dry-run", "--registry", copy.url());

            assertThat(dry.out())
                    .isEqualTo("2 to register under the imported ids, 0 there already, 0 to delete softly,"
                            + " 0 settings to set.\n");
            assertThat(copy.admin().subjects()).isEmpty();
        }
    }

    @Test
    void findsALineOfTheRecordThatIsNone() throws IOException {
        project.importing(registry);
        project.write("imported.jsonl", project.file("imported.jsonl") + "<<<<<<< HEAD\n");

        Result check = project.run("check");

        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out())
                .contains(
                        "imported.jsonl:4:1: contracts-file: expected a JSON object that avenant import writes but found another"
                                + " line (a merge conflict).");
    }

    @Test
    void refusesAFolderAndARegistryAtOnce() {
        Result result = project.run("import", folder.toString(), "--registry", registry.url());

        assertThat(result)
                .isEqualTo(
                        new Result(2, "", "Expected a folder or --registry but found both. Import one of the two.\n"));
    }

    @Test
    void refusesAFolderThatHoldsOtherFiles() throws IOException {
        Files.createDirectories(folder.resolve("schemas"));
        Files.writeString(folder.resolve("schemas/README.md"), "ours");

        Result result = project.importing(registry);

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(project.files()).containsOnlyKeys("schemas/README.md");
    }

    @Test
    void takesNoVersionForDeletedThatIsRegisteredMeanwhile() throws IOException {
        AtomicInteger listed = new AtomicInteger();
        try (RegistryProxy moving = new RegistryProxy(registry, (method, path) -> {
            if (path.startsWith("/subjects/payments-value/versions?") && listed.incrementAndGet() == 2) {
                registry.register(
                        "payments-value",
                        PAYMENT.replace("\"fields\"", "\"doc\":\"Paid.\",\"fields\""),
                        new Reference("shop.Order", "orders-value", 1));
            }
            return Optional.empty();
        })) {
            Result imported = project.run("import", "--registry", moving.url());

            assertThat(imported.out())
                    .startsWith("Imported 2 subjects with 3 versions of ")
                    .doesNotContain("deleted");
            assertThat(project.files()).containsKey("schemas/payments/Payment/v2.avsc");
        }
    }

    @Test
    void readsWhatIsReferredToAndWasRegisteredMeanwhile() throws IOException {
        try (RegistryProxy moving = new RegistryProxy(
                registry,
                (method, path) -> path.startsWith("/subjects?")
                        ? Optional.of(new Answer(200, "[\"payments-value\"]"))
                        : Optional.empty())) {
            Result imported = project.run("import", "--registry", moving.url());

            assertThat(imported.out())
                    .startsWith("Imported 2 subjects with 2 versions of ")
                    .doesNotContain("no contract");
            assertThat(project.files()).containsKey("schemas/types/Order/v1.avsc");
        }
    }

    @Test
    void saysThatAnAnswerIsNoVersion() throws IOException {
        try (RegistryProxy strange = new RegistryProxy(
                registry,
                (method, path) -> path.startsWith("/subjects/orders-value/versions/1")
                        ? Optional.of(new Answer(200, "{\"subject\":\"orders-value\",\"version\":1}"))
                        : Optional.empty())) {
            Result imported = project.run("import", "--registry", strange.url());

            assertThat(imported)
                    .isEqualTo(new Result(
                            3,
                            "",
                            "The request to the schema registry failed: Expected the version, the id and the schema in the"
                                    + " answer to GET /subjects/orders-value/versions/1?deleted=true but found"
                                    + " {\"subject\":\"orders-value\",\"version\":1}. Check the registry's URL\n"));
            assertThat(project.files()).isEmpty();
        }
    }

    @Test
    void writesToTheFolderThatALinkLeadsTo() throws IOException {
        Files.createDirectories(folder.resolve("shared/contracts"));
        Files.createSymbolicLink(folder.resolve("schemas"), Path.of("shared/contracts"));

        Result imported = project.importing(registry);

        assertThat(imported.exitCode()).as(imported.err()).isZero();
        assertThat(folder.resolve("schemas")).isSymbolicLink();
        assertThat(folder.resolve("shared/contracts/contracts.yaml")).isRegularFile();
    }

    @Test
    void saysThatALinkLeadsNowhere() throws IOException {
        Files.createSymbolicLink(folder.resolve("schemas"), Path.of("shared"));

        Result imported = project.importing(registry);

        assertThat(imported)
                .isEqualTo(new Result(
                        3, "", "Could not read or write " + folder + "/schemas: there is no such file or folder.\n"));
        assertThat(folder.resolve("schemas")).isSymbolicLink();
    }

    @Test
    void saysThatAFileIsWhereTheFolderIsToBe() throws IOException {
        Files.writeString(folder.resolve("schemas"), "ours");

        Result imported = project.importing(registry);

        assertThat(imported)
                .isEqualTo(new Result(3, "", "Could not read or write " + folder + "/schemas: it is no folder.\n"));
    }

    @Test
    void saysWhichSubjectsAreLeftInTheModeWhenTheRegistryIsGone() throws IOException {
        project.importing(registry);
        try (RegistryFixture copy = RegistryFixture.empty()) {
            AtomicInteger registered = new AtomicInteger();
            Set<String> asked = ConcurrentHashMap.newKeySet();
            try (RegistryProxy gone = new RegistryProxy(copy, (method, path) -> {
                if (method.equals("POST") && registered.incrementAndGet() > 1) {
                    return Optional.of(Answer.error(422, 42201, "Invalid schema"));
                }
                if (method.equals("DELETE")) {
                    asked.add(path);
                    throw new IllegalStateException("no answer");
                }
                return Optional.empty();
            })) {
                Result cut = project.run("push", "--keep-ids", "--registry", gone.url());

                assertThat(cut.exitCode()).isEqualTo(3);
                assertThat(cut.err())
                        .contains("answered POST /subjects/payments-value/versions with 422: Invalid schema. ")
                        .contains(
                                "Still in the mode IMPORT, which could not be set back: orders-value, payments-value (")
                        .endsWith("). Run the same command again when the registry answers\n");
                assertThat(asked).hasSize(1);
            }

            project.run("push", "--keep-ids", "--registry", copy.url());

            assertThat(copy.everything()).isEqualTo(registry.everything());
        }
    }

    @Test
    void speaksOfNoModeLeftBehindWhenNoneCouldBeSet() throws IOException {
        project.importing(registry);
        try (RegistryFixture copy = RegistryFixture.empty();
                RegistryProxy refusing = new RegistryProxy(
                        copy,
                        (method, path) -> path.startsWith("/mode") && !method.equals("GET")
                                ? Optional.of(Answer.error(403, 40301, "Denied"))
                                : Optional.empty())) {
            Result refused = project.run("push", "--keep-ids", "--registry", refusing.url());

            assertThat(refused.exitCode()).isEqualTo(3);
            assertThat(refused.err()).endsWith("answered PUT /mode/orders-value with 403: Denied\n");
        }
    }
}
