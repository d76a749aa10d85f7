package dev.avenant.cli;

import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.cli.terminal.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/**
 * Runs what is run most, on a small project of its own and without a word, so that the JVM which is told to archive what
 * it has loaded loads it.
 */
@Command(
        name = "training-run",
        hidden = true,
        description = "Load what other commands need, for the archive of loaded classes that the script makes.")
final class TrainingRun implements Callable<Integer> {
    private static final String CONTRACTS = """
            namespace: training
            defaults: { compatibility: BACKWARD }
            topics:
              order-events:
                description: Orders.
                owner: shop
                key: { type: string, meaning: order id }
                partitions: 1
                retention: 7d
                producers: [shop]
                events:
                  OrderPlaced: { consumers: [billing] }
            types:
              Price: { owner: shop }
            """;

    private static final String PRICE = """
            {"type": "record", "name": "Price", "namespace": "training.types", "doc": "A price.", "fields": [
              {"name": "value", "type": {"type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 2}, "doc": "How much."}]}
            """;

    private static final String ORDER = """
            {"type": "record", "name": "OrderPlaced", "namespace": "training.order.events", "doc": "An order.", "fields": [
              {"name": "id", "type": "string", "doc": "The order."},
              {"name": "state", "type": {"type": "enum", "name": "State", "doc": "Its state.", "symbols": ["NEW", "PAID"]}, "doc": "State."},
              {"name": "amount", "type": ["null", "int"], "doc": "How many.", "default": null},
              {"name": "price", "type": "training.types.Price", "doc": "What it costs."},
              {"name": "tags", "type": {"type": "array", "items": "string"}, "doc": "Tags.", "default": []}]}
            """;

    /** Breaks nothing. */
    private static final String EXTENDED = ORDER.replace(
            "\"default\": []}",
            "\"default\": []}, {\"name\": \"note\", \"type\": [\"null\", \"string\"], \"doc\": \"Note.\", \"default\": null}");

    /** Breaks and corrupts in several ways, of which some have a fix. */
    private static final String CHANGED = """
            {"type": "record", "name": "OrderPlaced", "namespace": "training.order.events", "doc": "An order.", "fields": [
              {"name": "orderId", "type": "string", "doc": "The order."},
              {"name": "state", "type": {"type": "enum", "name": "State", "doc": "Its state.", "symbols": ["NEW"]}, "doc": "State."},
              {"name": "amount", "type": ["null", "string"], "doc": "How many.", "default": null},
              {"name": "tags", "type": {"type": "array", "items": "int"}, "doc": "Tags.", "default": [1]},
              {"name": "customer", "type": {"type": "record", "name": "Customer", "doc": "Who.", "fields": [
                {"name": "since", "type": {"type": "long", "logicalType": "timestamp-millis"}, "doc": "When."}]}, "doc": "Who."}]}
            """;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("avenant-training");
        try {
            Path event = Files.createDirectories(folder.resolve("schemas/order-events/OrderPlaced"));
            Path type = Files.createDirectories(folder.resolve("schemas/types/Price"));
            Files.writeString(folder.resolve("schemas/contracts.yaml"), CONTRACTS);
            Files.writeString(type.resolve("v1.avsc"), PRICE);
            Path first = Files.writeString(event.resolve("v1.avsc"), ORDER);
            run("check", "--project", folder.toString());
            run("release", "--project", folder.toString());
            commit(folder);
            Path second = Files.writeString(event.resolve("v2.avsc"), EXTENDED);
            run("check", "--project", folder.toString());
            Files.writeString(second, CHANGED);
            run("check", "--project", folder.toString());
            run("check", "--project", folder.toString(), "--against", "HEAD", "--format", "github");
            run("check", "--project", folder.toString(), "--format", "json");
            run("check", event.toString(), "--project", folder.toString());
            run("check", event.toString(), "--project", folder.toString(), "--against", "HEAD");
            run("compare", first.toString(), second.toString());
            run("diff", "OrderPlaced", "--project", folder.toString());
            run("--help");
        } finally {
            delete(folder);
        }
        return ExitCode.CLEAN;
    }

    private static void run(String... arguments) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        Avenant.run(new Terminal(InputStream.nullInputStream(), nowhere, nowhere, Map.of(), false), arguments);
    }

    /** Where there is no git, what needs it is not loaded. */
    private static void commit(Path folder) throws InterruptedException {
        for (List<String> words : List.of(
                List.of("init", "--quiet"),
                List.of("add", "."),
                List.of("-c", "user.name=x", "-c", "user.email=x", "commit", "--quiet", "--no-verify", "-m", "x"))) {
            List<String> command = new ArrayList<>(List.of("git"));
            command.addAll(words);
            try {
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
            } catch (IOException noGit) {
                return;
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes about) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path empty, @Nullable IOException failed) throws IOException {
                Files.delete(empty);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
