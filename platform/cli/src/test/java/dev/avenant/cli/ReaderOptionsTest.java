package dev.avenant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.cli.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("fast")
class ReaderOptionsTest {
    private static final String ITEM =
            "{\"type\": \"record\", \"name\": \"Line\", \"fields\": [{\"name\": \"n\", \"type\":" + " \"int\"}%s]}";

    @TempDir
    private Path folder;

    @Test
    void tellsWhatAnAvroAloneRefusesWhereItReadsOnly() throws IOException {
        older(array(""));
        newer(array(", {\"name\": \"d\", \"type\": \"double\", \"default\": 0.5}"));

        Result none = compare();
        Result newest = compare("--reader", "java-1.12.2");
        Result earlier = compare("--reader", "java-1.11", "--reader", "avsc");

        assertThat(none.out())
                .startsWith("backward (new reads old data)  BREAKS\n")
                .contains("[array-items-grow]");
        assertThat(newest.out())
                .startsWith("backward (new reads old data)  BREAKS\n")
                .contains("[array-items-grow]");
        assertThat(earlier.out()).startsWith("backward (new reads old data)  SAFE\n");
    }

    @Test
    void namesTheReaderThatRefusesAndShowsItsAnswer() throws IOException {
        older("\"long\"");
        newer("\"long\", \"aliases\": [\"y\"]");
        Files.writeString(folder.resolve("old.avsc"), record("\"y\", \"type\": \"long\""));

        Result result = compare("--reader", "python-1.11", "--reader", "java-1.12");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("""
                  /x: A field that has another name, an alias for the old one and no default: python-1.11.1 refuses it.\
                 Recorded: SchemaResolutionException: No default value for field fresh. [reader-refuses]
                """);
    }

    @Test
    void saysWhatATableCannotFollow() throws IOException {
        older("\"int\"");
        newer("\"double\"");

        assertThat(compare().out()).doesNotContain("iceberg");
        assertThat(compare("--profile", "iceberg").out())
                .startsWith("backward (new reads old data)  BREAKS\n")
                .contains("""
                  /x: The column x changes from int to double, which Iceberg does not promote. [iceberg-type-changed]
                """);
    }

    @Test
    void refusesAReaderThatIsNotRecorded() throws IOException {
        older("\"int\"");
        newer("\"int\"");

        Result result = compare("--reader", "python-9");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith("Expected a reader that is recorded (java-1.10.2, ")
                .contains("or the beginning of one such as java-1.12) but found \"python-9\". See docs/readers.md.\n");
    }

    private static String array(String more) {
        return "{\"type\": \"array\", \"items\": " + ITEM.formatted(more) + "}";
    }

    private void older(String type) throws IOException {
        Files.writeString(folder.resolve("old.avsc"), record("\"x\", \"type\": " + type));
    }

    private void newer(String type) throws IOException {
        Files.writeString(folder.resolve("new.avsc"), record("\"x\", \"type\": " + type));
    }

    private static String record(String field) {
        return "{\"type\": \"record\", \"name\": \"R\", \"fields\": [{\"name\": " + field + "}]}";
    }

    private Result compare(String... options) {
        List<String> words = new ArrayList<>(List.of(
                "compare",
                folder.resolve("old.avsc").toString(),
                folder.resolve("new.avsc").toString()));
        words.addAll(List.of(options));
        return Shell.runWith("", words);
    }
}
