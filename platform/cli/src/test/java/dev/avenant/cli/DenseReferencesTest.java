package dev.avenant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.avro.generators.DenseReferences;
import dev.avenant.cli.RegistryFixture.Reference;
import dev.avenant.cli.Shell.Result;
import dev.avenant.operations.events.WireFormat;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each type has a field of every type before it, so the ways from the last to the first are more than memory holds. */
@Tag("fast")
class DenseReferencesTest {
    private static final int TYPES = 25;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void areComparedWithoutContractsWhereTheTypeAtTheBottomChanges() throws IOException {
        for (int i = 0; i < TYPES; i++) {
            file("T" + i + "/v1.avsc", dense(i, "int"));
        }
        file("T0/v2.avsc", dense(0, "string"));

        Result result = Shell.runWith("", List.of("check", folder.toString()));

        assertThat(result)
                .isEqualTo(
                        new Result(1, """
                        %1$s/T0/v2.avsc:1:42: type-changed: int was written and string is expected, which Avro cannot read from it. [BREAKS backward]
                            means   the new version reads what v1 wrote
                            wrote   {"v": 1}
                            read    fails: AvroTypeException: Found int, expecting string
                            was     %1$s/T0/v1.avsc:1:42
                            fix     Keep the type "int" of v, and put the new type into a field of its own.

                        Failed: 1 error (1 breaking), 0 warnings in 25 contracts, 26 versions, 1 pair compared against the versions beside them, seed 20260101.
                        """.formatted(folder), "1 finding has a fix that was tried: --fix applies 1.\n"));
    }

    @Test
    void areImportedFromFilesAndCheckedAsContracts() throws IOException {
        for (int i = 0; i < TYPES; i++) {
            file("T" + i + ".avsc", dense(i, "int"));
        }
        ImportRoundTrip project = new ImportRoundTrip(folder.resolve("project"));

        Result imported = project.run("import", folder.toString());

        assertThat(imported.err()).isEmpty();
        assertThat(imported.exitCode()).isZero();
        assertThat(project.run("check"))
                .isEqualTo(new Result(
                        0,
                        "No problems in 25 contracts, 25 versions, 0 pairs compared against released, seed 20260101.\n",
                        ""));
        project.write("types/T0/v2.avsc", dense(0, "string"));
        assertThat(project.run("check").out())
                .endsWith(
                        "Failed: 1 error (1 breaking), 1 warning in 25 contracts, 26 versions, 1 pair compared against"
                                + " released, seed 20260101.\n");
    }

    @Test
    void areImportedFromARegistryAndPushedToAnother() throws IOException {
        try (RegistryFixture registry = RegistryFixture.empty()) {
            fill(registry);

            Result imported = new ImportRoundTrip(folder).succeeds(registry);

            assertThat(imported.out()).startsWith("Imported 25 subjects with 25 versions of " + registry.url() + ".\n");
        }
    }

    @Test
    void areFetchedToWriteAnEvent() {
        try (RegistryFixture registry = RegistryFixture.empty();
                RegistryClient client = new HttpRegistryClient(registry.uri(), Duration.ofSeconds(30))) {
            fill(registry);

            Schema schema = new WireFormat(client).parse(client.latest("T24").orElseThrow());

            assertThat(schema.getField("f0").schema())
                    .isSameAs(schema.getField("f23").schema().getField("f0").schema());
        }
    }

    private static void fill(RegistryFixture registry) {
        for (int i = 0; i < TYPES; i++) {
            registry.register(
                    "T" + i,
                    dense(i, "int"),
                    IntStream.range(0, i)
                            .mapToObj(number -> new Reference("a.T" + number, "T" + number, 1))
                            .toArray(Reference[]::new));
        }
    }

    private void file(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String dense(int number, String type) {
        return DenseReferences.record("a.T", number, type, "");
    }
}
