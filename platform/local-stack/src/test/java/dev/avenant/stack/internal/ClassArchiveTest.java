package dev.avenant.stack.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("fast")
class ClassArchiveTest {

    @TempDir
    private Path folder;

    @Test
    void mapsWhatTheBuildLaidOutUnlessItIsCutOff() throws IOException {
        Path jar = Files.writeString(folder.resolve("program.jar"), "jar");
        Path built = Files.writeString(folder.resolve("program.jsa"), "classes");
        ClassArchive archive = ClassArchive.of(folder.resolve("cache"), "program", jar, false);
        String mapped = "-XX:SharedArchiveFile=" + built;

        assertThat(archive.flags()).doesNotContain(mapped);

        Files.writeString(folder.resolve("program.jsa.size"), "7\n");
        assertThat(archive.flags()).contains(mapped, "-XX:+VerifySharedSpaces");

        Files.writeString(built, "class");
        assertThat(archive.flags()).doesNotContain(mapped);
    }
}
