package dev.avenant.stack.internal;

import dev.avenant.stack.config.Component;
import dev.avenant.stack.config.Database;
import dev.avenant.stack.config.StackException;
import dev.avenant.stack.config.StackOptions;
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
 * A real PostgreSQL whose commits are on the disk before they are acknowledged, with one database for each component that asks for one.
 *
 * <p>Its first start makes the cluster in a folder beside and moves it into place when it is whole, so a first start
 * that is interrupted is simply done again. After a kill PostgreSQL recovers by itself.
 */
public final class PostgresLifecycle implements ComponentLifecycle {

    static final String USER = "postgres";
    static final String PASSWORD = "postgres";

    private final Component component;
    private final List<String> databases;
    private final Folders folders;
    private final PostgresPrograms programs;
    private final int port;
    private final Probe probe;
    private volatile @Nullable Process preparing;

    PostgresLifecycle(Component component, StackOptions options, Folders folders) {
        this.component = component;
        this.databases = options.definition().databases();
        this.folders = folders;
        this.programs = PostgresPrograms.of(options, component);
        this.port = options.ports().of(component.name());
        this.probe = Probe.query(port, jdbcUrl(port, "postgres"), USER, PASSWORD);
    }

    /** How to reach a database of the server on that port. */
    public static Database database(int port, String name) {
        return new Database(jdbcUrl(port, name), USER, PASSWORD);
    }

    private static String jdbcUrl(int port, String database) {
        return "jdbc:postgresql://localhost:" + port + "/" + database;
    }

    @Override
    public String name() {
        return component.name();
    }

    @Override
    public void prepare() throws IOException, InterruptedException {
        programs.path("postgres");
        if (!Files.exists(data())) {
            makeCluster();
        }
    }

    private void makeCluster() throws IOException, InterruptedException {
        Path half = folders.data().resolve("postgres-unfinished");
        Folders.delete(half);
        Files.createDirectories(half);
        Path password = folders.run().resolve("postgres.password");
        try {
            Files.writeString(password, PASSWORD, StandardCharsets.UTF_8);
            UnprivilegedUser.give(List.of(half, password));
            List<String> command = new ArrayList<>(UnprivilegedUser.prefix());
            command.addAll(List.of(programs.path("initdb"), "-D", half.toString(), "-U", USER));
            command.addAll(List.of("--auth=scram-sha-256", "--pwfile=" + password, "--encoding=UTF8"));
            command.addAll(List.of("--no-locale", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
            Path log = folders.log(name());
            Process initdb = new ProcessSpec(command, Map.of(), folders.data(), log, null).start();
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
    public ProcessSpec process() {
        try {
            List<String> command = new ArrayList<>(UnprivilegedUser.prefix());
            command.addAll(List.of(programs.path("postgres"), "-D", data().toString()));
            settings().forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
            return new ProcessSpec(command, Map.of(), folders.data(), folders.log(name()), null);
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
                Map.entry("max_connections", "120"),
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
            for (String database : databases) {
                createDatabase(connection, database);
            }
        } catch (SQLException failed) {
            throw new StackException(
                    "The databases could not be made on PostgreSQL at port " + port + ": " + failed.getMessage(),
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
        stopFast(programs, data(), process);
    }

    /** Ends a server's connections and stops it; a plain signal would wait for every client to leave first. */
    static void stopFast(PostgresPrograms programs, Path data, ProcessHandle process) {
        List<String> command = new ArrayList<>(UnprivilegedUser.prefix());
        try {
            command.addAll(List.of(programs.path("pg_ctl"), "stop", "-D", data.toString()));
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
        return folders.data().resolve(name());
    }
}
