package dev.avenant.contracts.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs git in a folder, with its messages in English, so that what it found can be told from what it refuses. */
final class GitCommand {
    private static final Pattern SAFE_DIRECTORY = Pattern.compile("git config --global --add safe\\.directory .+");

    private final Path folder;

    GitCommand(Path folder) {
        this.folder = folder;
    }

    /** There is no git. */
    static final class NotInstalledException extends ContractsUnreadableException {
        private static final long serialVersionUID = 1L;

        NotInstalledException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** What a command ended with. */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record Result(int exitCode, byte[] output, String error) {
        boolean succeeded() {
            return exitCode == 0;
        }

        String text() {
            return new String(output, StandardCharsets.UTF_8);
        }
    }

    /**
     * The root of the work tree that the folder is in; empty when it is in none. A repository that git refuses to open is
     * not none.
     *
     * @throws ContractsUnreadableException when git refuses the repository, with what it says, or there is no git
     */
    Optional<Path> workTree() {
        Result top = ask("rev-parse", "--show-toplevel");
        boolean none =
                top.error().contains("not a git repository") || top.error().contains("must be run in a work tree");
        if (!top.succeeded() && !none) {
            throw refused(top);
        }
        return top.succeeded() ? Optional.of(Path.of(top.text().strip())) : Optional.empty();
    }

    private ContractsUnreadableException refused(Result result) {
        String said = result.error().lines().findFirst().orElse("nothing").replaceFirst("^(fatal|error): ", "");
        Matcher remedy = SAFE_DIRECTORY.matcher(result.error());
        return new ContractsUnreadableException(
                "git does not open the repository that " + folder + " is in: " + said + ". "
                        + (remedy.find()
                                ? "If you trust its files, run " + remedy.group() + "."
                                : "Run git status there, and mend what it names."));
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
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().put("LC_ALL", "C");
            Process process = builder.start();
            ByteArrayOutputStream error = new ByteArrayOutputStream();
            Thread writer = new Thread(() -> send(process, input), "git-input");
            Thread errors = new Thread(() -> copy(process.getErrorStream(), error), "git-errors");
            writer.start();
            errors.start();
            byte[] output = process.getInputStream().readAllBytes();
            writer.join();
            errors.join();
            return new Result(process.waitFor(), output, error.toString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new NotInstalledException("Cannot run git: " + e.getMessage() + ". Install git.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ContractsUnreadableException("Interrupted while git was reading " + folder, e);
        }
    }

    private static void copy(InputStream errors, OutputStream target) {
        try {
            errors.transferTo(target);
        } catch (IOException gone) {
            // git ended; what it said before is there
            return;
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
