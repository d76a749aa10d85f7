package dev.avenant.wrapper;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A repository on this machine with one Maven in it, as a zip and as a tar.gz, that says what was asked for. */
final class MavenRepository implements AutoCloseable {

    static final String VERSION = "9.9.9";
    private static final String NAME = "apache-maven-" + VERSION;
    private static final String FOLDER = "/org/apache/maven/apache-maven/" + VERSION + "/";

    private final HttpServer server;
    private final byte[] zip;
    private final byte[] tarGz;
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();

    private MavenRepository(HttpServer server, byte[] zip, byte[] tarGz) {
        this.server = server;
        this.zip = zip;
        this.tarGz = tarGz;
    }

    /** Builds the two archives in a folder and serves them on a free port. */
    static MavenRepository open(Path folder) throws Exception {
        Path program =
                Files.createDirectories(folder.resolve(NAME).resolve("bin")).resolve("mvn");
        Files.writeString(program, "#!/bin/sh\necho \"this is Maven " + VERSION + ", called with $*\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        MavenRepository repository = new MavenRepository(server, zipped(folder, program), tarred(folder));
        repository.serve(NAME + "-bin.zip", repository.zip);
        repository.serve(NAME + "-bin.tar.gz", repository.tarGz);
        server.start();
        return repository;
    }

    private static byte[] zipped(Path folder, Path program) throws IOException {
        Path archive = folder.resolve("maven.zip");
        Map<String, ?> settings = Map.of("create", "true", "enablePosixFileAttributes", "true");
        try (FileSystem zip = FileSystems.newFileSystem(URI.create("jar:" + archive.toUri()), settings)) {
            Path copy = zip.getPath(folder.relativize(program).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(program, copy);
            Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(program));
        }
        return Files.readAllBytes(archive);
    }

    private static byte[] tarred(Path folder) throws IOException, InterruptedException {
        Path archive = folder.resolve("maven.tar.gz");
        List<String> tar = List.of("tar", "czf", archive.toString(), "-C", folder.toString(), NAME);
        int exitCode = new ProcessBuilder(tar).inheritIO().start().waitFor();
        if (exitCode != 0) {
            throw new IOException("tar ended with exit code " + exitCode);
        }
        return Files.readAllBytes(archive);
    }

    private void serve(String file, byte[] content) {
        server.createContext(FOLDER + file, exchange -> {
            asked.add(file.substring(NAME.length()));
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
    }

    /** What stands in {@code distributionUrl}. */
    String zipUrl() {
        return "http://localhost:" + server.getAddress().getPort() + FOLDER + NAME + "-bin.zip";
    }

    String zipChecksum() {
        return sha256(zip);
    }

    String tarGzChecksum() {
        return sha256(tarGz);
    }

    /** The ends of the names of the files that were asked for, in order. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
