package dev.avenant.cli;

import dev.avenant.cli.terminal.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/**
 * The demo is a program of the application in the clone, which the script starts without this one in between. It is named here
 * for the help and for whoever calls the command without the script: then that program runs below this one, and says itself
 * what its options are.
 */
@Command(
        name = "demo",
        description = "Fills what runs here with made-up data, and says who can sign in.",
        footer = {"", "Examples:", "  avenant demo", "  avenant demo --help"})
final class DemoCommand implements Callable<Integer> {
    private static final Path JAR = Path.of("demo", "target", "app", "demo.jar");

    @Unmatched
    private List<String> words = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path repository = Path.of(System.getProperty("avenant.repository", "")).toAbsolutePath();
        Path jar = repository.resolve(JAR);
        if (!Files.exists(jar)) {
            throw CommandFailure.couldNotRun("The demo's program is not here: " + jar
                    + " is missing. Run ./avenant demo in a clone, which builds it.");
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Davenant.repository=" + repository, "-jar", jar.toString()));
        command.addAll(words);
        Process demo = new ProcessBuilder(command).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(demo::destroy, "stop-the-demo"));
        return demo.waitFor();
    }
}
