package dev.avenant.stack.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;
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

    @Test
    void mapsWhatAnEarlierRunKeptUnlessItIsCutOff() throws IOException {
        Path jar = Files.writeString(folder.resolve("program.jar"), "jar");
        Path cache = folder.resolve("cache");
        ClassArchive archive = ClassArchive.of(cache, "program", jar, true);
        String writes = "-XX:ArchiveClassesAtExit=";
        String unfinished = archive.flags().stream()
                .filter(flag -> flag.startsWith(writes))
                .findFirst()
                .orElseThrow();

        Files.writeString(Path.of(unfinished.substring(writes.length())), "classes");
        archive.keep();

        String maps = "-XX:SharedArchiveFile=";
        String mapped = archive.flags().stream()
                .filter(flag -> flag.startsWith(maps))
                .findFirst()
                .orElseThrow();
        Path kept = Path.of(mapped.substring(maps.length()));
        assertThat(kept).hasContent("classes");

        Files.writeString(kept, "class");
        assertThat(archive.flags()).doesNotContain(mapped).contains(unfinished);
    }

    @Test
    void isReadThroughUnlessARunKeptItAndNobodyWroteToItSince() throws IOException {
        Path jar = Files.writeString(folder.resolve("program.jar"), "jar");
        Path cache = folder.resolve("cache");
        ClassArchive archive = ClassArchive.of(cache, "program", jar, true);
        assertThat(archive.flags()).contains("-XX:+VerifySharedSpaces");

        keepOne(archive);
        assertThat(archive.flags()).contains("-XX:-VerifySharedSpaces").doesNotContain("-XX:+VerifySharedSpaces");

        String maps = archive.flags().get(archive.flags().size() - 1);
        Path kept = Path.of(maps.substring(maps.indexOf('=') + 1));
        Path size = kept.resolveSibling(kept.getFileName() + ".size");
        Files.writeString(kept, "CLASSES");
        Files.setLastModifiedTime(
                kept, FileTime.from(Files.getLastModifiedTime(size).toInstant().plusMillis(10)));
        assertThat(archive.flags()).contains("-XX:+VerifySharedSpaces", maps).doesNotContain("-XX:-VerifySharedSpaces");
    }

    @Test
    void dropsWhatEarlierBuildsKept() throws IOException {
        Path jar = Files.writeString(folder.resolve("program.jar"), "jar");
        Path cache = folder.resolve("cache");
        keepOne(ClassArchive.of(cache, "program", jar, true));
        Files.writeString(jar, "another jar");
        keepOne(ClassArchive.of(cache, "program", jar, true));

        try (Stream<Path> kept = Files.list(cache.resolve("classes"))) {
            assertThat(kept).hasSize(2);
        }
    }

    @Test
    void dropsWhatAnEarlierRunDidNotFinishAndNothingOfOtherPrograms() throws IOException {
        Path jar = Files.writeString(folder.resolve("program.jar"), "jar");
        Path cache = folder.resolve("cache");
        Path classes = Files.createDirectories(cache.resolve("classes"));
        Path unfinished = Files.writeString(classes.resolve("program-0123456789abcdef.42.part"), "cla");
        Path ofAnother = Files.writeString(classes.resolve("program-two-0123456789abcdef.42.part"), "cla");

        keepOne(ClassArchive.of(cache, "program", jar, true));

        assertThat(unfinished).doesNotExist();
        assertThat(ofAnother).exists();
    }

    private static void keepOne(ClassArchive archive) throws IOException {
        String flag = archive.flags().get(archive.flags().size() - 1);
        Files.writeString(Path.of(flag.substring(flag.indexOf('=') + 1)), "classes");
        archive.keep();
    }
}
