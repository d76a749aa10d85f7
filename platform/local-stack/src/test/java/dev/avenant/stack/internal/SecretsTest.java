package dev.avenant.stack.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random texts that a stack makes once, for its user alone. */
@Tag("fast")
class SecretsTest {

    @TempDir
    private Path home;

    private Secrets secrets;

    @BeforeEach
    void inThatFolder() {
        secrets = secretsOf(home);
    }

    private static Secrets secretsOf(Path home) {
        return new Secrets(new Folders(
                home, home.resolve("data"), home.resolve("logs"), home.resolve("run"), home.resolve("cache")));
    }

    @Test
    void areMadeOnceAndKept() {
        String made = secrets.get("door");

        assertThat(made).matches("[A-Za-z0-9_-]{24}");
        assertThat(secretsOf(home).get("door")).isEqualTo(made);
        assertThat(secrets.get("window")).isNotEqualTo(made);
        assertThat(secrets.file("door"))
                .isEqualTo(home.resolve("data").resolve("secrets").resolve("door"))
                .hasContent(made);
    }

    @Test
    void areForTheirUserAlone() throws IOException {
        assumeThat(home.getFileSystem().supportedFileAttributeViews()).contains("posix");

        secrets.get("door");

        Path file = secrets.file("door");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }
}
