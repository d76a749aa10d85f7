package dev.avenant.contracts.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs git in a folder. What git prints to its error stream is dropped: the exit code says what is known of it. */
final class GitCommand {
    private final Path folder;

    GitCommand(Path folder) {
        this.folder = folder;
    }

    /** What a command ended with. */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record Result(int exitCode, byte[] output) {
        boolean succeeded() {
            return exitCode == 0;
        }

        String text() {
            return new String(output, StandardCharsets.UTF_8);
        }
    }

    /** Runs a command that answers a question, of which a failure is one of the answers. */
    Result ask(String... arguments) {
        return run("", arguments);
    }

    /**
     * Runs a command that has to succeed.
     *
     * @param input what it reads
     * @throws ContractsUnreadableException when it does not
     */
    Result require(String input, String... arguments) {
        Result result = run(input, arguments);
        if (!result.succeeded()) {
            throw new ContractsUnreadableException("git " + arguments[0] + " failed in " + folder + " (exit code "
                    + result.exitCode() + "). Run git fsck there; the repository may be damaged or incomplete.");
        }
        return result;
    }

    private Result run(String input, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Thread writer = new Thread(() -> send(process, input), "git-input");
            writer.start();
            byte[] output = process.getInputStream().readAllBytes();
            writer.join();
            return new Result(process.waitFor(), output);
        } catch (IOException e) {
            throw new ContractsUnreadableException("Cannot run git: " + e.getMessage() + ". Install git.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ContractsUnreadableException("Interrupted while git was reading " + folder, e);
        }
    }

    private static void send(Process process, String input) {
        try (OutputStream requests = process.getOutputStream()) {
            requests.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException gone) {
            // git ended early; its exit code says so
            return;
        }
    }
}
