package dev.avenant.stack.internal;

import dev.avenant.stack.Part;
import dev.avenant.stack.StackException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL whose commits are on the disk before they are acknowledged, with one database for each service.
 *
 * <p>Its first start makes the cluster in a folder beside and moves it into place when it is whole, so a first start
 * that is interrupted is simply done again. After a kill PostgreSQL recovers by itself.
 */
final class Postgres implements Component {

    static final String USER = "postgres";
    static final String PASSWORD = "postgres";
    static final String USER_DATABASE = "user_service";
    static final String JOB_DATABASE = "job_service";

    private final Folders folders;
    private final int port;
    private final Probe probe;
    private volatile @Nullable Process preparing;

    Postgres(Folders folders, int port) {
        this.folders = folders;
        this.port = port;
        this.probe = Probe.query(port, jdbcUrl(port, "postgres"), USER, PASSWORD);
    }

    static String jdbcUrl(int port, String database) {
        return "jdbc:postgresql://localhost:" + port + "/" + database;
    }

    @Override
    public Part part() {
        return Part.POSTGRES;
    }

    @Override
    public void prepare() throws IOException, InterruptedException {
        PostgresPrograms programs = PostgresPrograms.in(folders.cache());
        if (!Files.exists(data())) {
            makeCluster(programs);
        }
    }

    private void makeCluster(PostgresPrograms programs) throws IOException, InterruptedException {
        Path half = folders.data().resolve("postgres-unfinished");
        Folders.delete(half);
        Files.createDirectories(half);
        Path password = folders.run().resolve("postgres.password");
        try {
            Files.writeString(password, PASSWORD, StandardCharsets.UTF_8);
            UnprivilegedUser.give(List.of(half, password));
            List<String> command = new ArrayList<>(UnprivilegedUser.prefix());
            command.addAll(List.of(programs.program("initdb"), "-D", half.toString(), "-U", USER));
            command.addAll(List.of("--auth=scram-sha-256", "--pwfile=" + password, "--encoding=UTF8"));
            command.addAll(List.of("--no-locale", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
            Path log = folders.log(part().id());
            Process initdb = new Launch(command, Map.of(), folders.data(), log).start();
            preparing = initdb;
            if (initdb.waitFor() != 0) {
                throw new StackException("PostgreSQL could not make its files in " + half + " (initdb ended with "
                        + initdb.exitValue() + "). Its own words are in " + log + ".");
            }
        } finally {
            Files.deleteIfExists(password);
        }
        Files.move(half, data());
    }

    @Override
    public void abandon() throws InterruptedException {
        Process initdb = preparing;
        if (initdb != null && initdb.isAlive()) {
            // Told to end, it ends its own helper; what it made so far is made anew by the next start.
            initdb.destroy();
            if (!initdb.waitFor(10, TimeUnit.SECONDS)) {
                initdb.destroyForcibly();
            }
        }
    }

    @Override
    public Launch launch() {
        try {
            PostgresPrograms programs = PostgresPrograms.in(folders.cache());
            List<String> command = new ArrayList<>(UnprivilegedUser.prefix());
            command.addAll(List.of(programs.program("postgres"), "-D", data().toString()));
            settings().forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
            return new Launch(command, Map.of(), folders.data(), folders.log(part().id()));
        } catch (IOException failed) {
            throw new StackException("PostgreSQL's programs could not be unpacked: " + Folders.reason(failed), failed);
        }
    }

    private Map<String, String> settings() {
        return Map.ofEntries(
                Map.entry("port", Integer.toString(port)),
                Map.entry("listen_addresses", "localhost"),
                Map.entry("unix_socket_directories", ""),
                Map.entry("fsync", "on"),
                Map.entry("synchronous_commit", "on"),
                Map.entry("full_page_writes", "on"),
                Map.entry("shared_buffers", "32MB"),
                Map.entry("io_method", "sync"),
                Map.entry("max_connections", "60"),
                Map.entry("jit", "off"));
    }

    @Override
    public int startAttempts() {
        // The helpers of a killed server need a moment to notice, and until then a new one finds its memory in use.
        return Files.exists(data().resolve("postmaster.pid")) ? 10 : 1;
    }

    @Override
    public boolean isReady() throws InterruptedException {
        return probe.answers();
    }

    @Override
    public void complete() {
        try (Connection connection = DriverManager.getConnection(jdbcUrl(port, "postgres"), USER, PASSWORD)) {
            for (String database : List.of(USER_DATABASE, JOB_DATABASE)) {
                createDatabase(connection, database);
            }
        } catch (SQLException failed) {
            throw new StackException(
                    "The services' databases could not be made on PostgreSQL at port " + port + ": "
                            + failed.getMessage(),
                    failed);
        }
    }

    private static void createDatabase(Connection connection, String database) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet found =
                    statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + database + "'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("CREATE DATABASE " + database);
        }
    }

    @Override
    public void requestStop(ProcessHandle process) {
        stopFast(folders.cache(), data(), process);
    }

    /** Ends a server's connections and stops it; a plain signal would wait for every client to leave first. */
    static void stopFast(Path cache, Path data, ProcessHandle process) {
        List<String> command = new ArrayList<>(UnprivilegedUser.prefix());
        try {
            command.addAll(List.of(PostgresPrograms.in(cache).program("pg_ctl"), "stop", "-D", data.toString()));
            command.addAll(List.of("-m", "fast", "-W"));
        } catch (IOException unpackable) {
            process.destroy();
            return;
        }
        if (!Machine.succeeds(command)) {
            process.destroy();
        }
    }

    @Override
    public String address() {
        return "localhost:" + port;
    }

    private Path data() {
        return folders.data().resolve(part().id());
    }
}
