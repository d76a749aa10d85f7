package dev.avenant.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Publishes what this build has compiled into a folder, as {@code ./mvnw -Prelease deploy} does, and tests a project of
 * somebody else, outside this repository, that has nothing but that folder and Maven Central.
 *
 * <p>Javadoc, SBOMs and archives of all modules take minutes. They are made where {@code avenant.release.full} is set.
 */
@Order(2)
@Tag("process")
class PublishingIT {

    private static final boolean FULL = Boolean.getBoolean("avenant.release.full");
    private static final Path SAMPLE = Pom.ROOT.resolve("platform/testing/src/test/sample");
    private static final Path SAMPLE_POM = Path.of("src/test/published").toAbsolutePath();
    private static final Set<String> LEFT_OUT = Set.of(".git", ".avenant", ".idea", "app", "generated-sources");

    @TempDir
    private Path work;

    @Test
    void givesAStrangerGateSerdeRegistryAndStarter() throws Exception {
        // Given a checkout as this build has compiled it
        Path checkout = work.resolve("checkout");
        copy(Pom.ROOT, checkout);
        Path published = work.resolve("published");

        // When it is released into a folder
        new Maven(work).run(checkout, releaseInto(published));

        // Then each module is there with all that belongs to it, and nothing else is
        assertThat(folders(published.resolve("dev/avenant"))).isEqualTo(publishedIds());
        for (String id : publishedIds()) {
            assertThat(endings(published.resolve("dev/avenant").resolve(id), id))
                    .as(id)
                    .isEqualTo(expectedEndings(id));
        }
        if (FULL) {
            // And the checksum beside an archive is that of the file as the repository names it
            Path folder = published.resolve("dev/avenant/avenant-distribution").resolve(version());
            for (String ending : List.of(".tar.gz", ".zip")) {
                Path archive = only(folder, ending);
                String digest = HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(archive)));
                assertThat(Files.readString(only(folder, ending + ".sha256")).strip())
                        .isEqualTo(digest);
            }
        }

        // And a project that sees only this folder tests its contracts, its events and its service
        Path project = work.resolve("somebody else's orders");
        copy(SAMPLE, project);
        copy(SAMPLE_POM, project);
        Path local = work.resolve("local");
        String said = new Maven(work)
                .run(
                        project,
                        List.of(
                                "-Dmaven.repo.local=" + local,
                                "-Dmaven.repo.local.tail=" + System.getProperty("user.home") + "/.m2/repository",
                                "-Davenant.published=" + published.toUri(),
                                "-Davenant.version=" + version(),
                                "-DargLine=" + Maven.QUICK,
                                "test"));
        assertThat(said).contains("Tests run: 5, Failures: 0, Errors: 0, Skipped: 0");
        assertThat(folders(local.resolve("dev/avenant")))
                .contains("avenant-bom", "avenant-contracts", "avenant-avro-serde", "avenant-testing")
                .contains("avenant-messaging-starter");
    }

    private static List<String> releaseInto(Path folder) {
        String modules = Pom.modules().stream()
                .filter(Pom::isPublished)
                .map(Pom::folder)
                .filter(module -> FULL || !module.equals("platform/distribution"))
                .collect(Collectors.joining(","));
        List<String> arguments = new ArrayList<>(List.of(
                "-Prelease",
                "-am",
                "-pl",
                ".," + modules,
                "-DaltDeploymentRepository=folder::" + folder.toUri(),
                // Nothing of this is meant for whoever builds on this machine.
                "-Dmaven.install.skip",
                "-Dmaven.main.skip",
                "-Dmaven.test.skip",
                "-Dspotless.check.skip",
                "-Dmdep.analyze.skip",
                "-Dapp.archive.skip=true",
                "deploy"));
        if (!FULL) {
            arguments.addAll(List.of("-Dmaven.javadoc.skip", "-Dcyclonedx.skip", "-Dapp.libraries.phase=none"));
        }
        return arguments;
    }

    private static Set<String> publishedIds() {
        return Stream.concat(Stream.of(Pom.root()), Pom.modules().stream().filter(Pom::isPublished))
                .map(Pom::artifactId)
                .filter(id -> FULL || !id.equals("avenant-distribution"))
                .collect(Collectors.toSet());
    }

    private static Set<String> expectedEndings(String id) {
        if (id.equals("avenant-bom")) {
            return Set.of(".pom");
        }
        Set<String> endings = new TreeSet<>(Set.of(".pom"));
        if (FULL) {
            endings.add("-cyclonedx.json");
        }
        if (id.equals("avenant-distribution")) {
            endings.addAll(Set.of(".tar.gz", ".tar.gz.sha256", ".zip", ".zip.sha256"));
        } else if (!id.equals("avenant")) {
            endings.addAll(FULL ? Set.of(".jar", "-sources.jar", "-javadoc.jar") : Set.of(".jar", "-sources.jar"));
        }
        return endings;
    }

    /** What follows the version in the names of an artifact's files. */
    private static Set<String> endings(Path artifact, String id) throws IOException {
        String base = version().replace("-SNAPSHOT", "");
        try (Stream<Path> files = Files.list(artifact.resolve(version()))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(id))
                    .filter(name -> !name.endsWith(".md5") && !name.endsWith(".sha1"))
                    .map(name -> name.replaceFirst("^" + id + "-" + base + "-(SNAPSHOT|\\d+\\.\\d+-\\d+)", ""))
                    .collect(Collectors.toSet());
        }
    }

    private static Path only(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found =
                    files.filter(file -> file.toString().endsWith(ending)).toList();
            assertThat(found).hasSize(1);
            return found.get(0);
        }
    }

    private static String version() {
        return Pom.root().one("/project/version");
    }

    private static Set<String> folders(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory)
                    .map(entry -> entry.getFileName().toString())
                    .collect(Collectors.toSet());
        }
    }

    /** With what the compiler made, and its times. */
    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> entries = Files.list(from)) {
            for (Path entry : entries.toList()) {
                String name = entry.getFileName().toString();
                if (Files.isDirectory(entry) && !LEFT_OUT.contains(name)) {
                    copy(entry, to.resolve(name));
                } else if (Files.isRegularFile(entry)) {
                    Files.copy(
                            entry,
                            to.resolve(name),
                            StandardCopyOption.COPY_ATTRIBUTES,
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
