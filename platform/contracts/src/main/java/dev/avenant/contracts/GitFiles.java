package dev.avenant.contracts;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Contracts as they were at a commit, read with two calls of git however many files there are. */
record GitFiles(String prefix, Map<String, byte[]> contents) implements ContractFiles {
    @Override
    public Set<String> paths() {
        return contents.keySet();
    }

    @Override
    public Optional<byte[]> read(String path) {
        return Optional.ofNullable(contents.get(path));
    }

    static GitFiles read(Path folder, String revision) {
        if (revision.startsWith("-") || revision.isBlank()) {
            throw new ContractsUnreadableException(
                    "Expected a git revision but found \"" + revision + "\". Name a branch, a tag or a commit.");
        }
        if (run(folder, new byte[0], "rev-parse", "--git-dir").length == 0) {
            throw new ContractsUnreadableException("Expected a git work tree in " + folder
                    + " but found none. Go to a clone of the repository, or compare with released or a registry.");
        }
        String commit = new String(
                        run(folder, new byte[0], "rev-parse", "--verify", "--quiet", revision + "^{commit}"),
                        StandardCharsets.UTF_8)
                .strip();
        if (commit.isEmpty()) {
            throw new ContractsUnreadableException("git knows no revision \"" + revision + "\" in " + folder
                    + ". Fetch it (a shallow clone in CI lacks history), or name another.");
        }
        String listing = new String(
                run(folder, new byte[0], "ls-tree", "-r", "-z", "--name-only", commit, "."), StandardCharsets.UTF_8);
        List<String> paths = new ArrayList<>();
        StringBuilder request = new StringBuilder();
        for (String path : listing.split("\0", -1)) {
            if (!path.isEmpty() && path.indexOf('\n') < 0) {
                paths.add(path);
                request.append(commit).append(":./").append(path).append('\n');
            }
        }
        byte[] answer = run(folder, request.toString().getBytes(StandardCharsets.UTF_8), "cat-file", "--batch");
        return new GitFiles(revision + ":", contents(paths, answer));
    }

    private static Map<String, byte[]> contents(List<String> paths, byte[] answer) {
        Map<String, byte[]> contents = new TreeMap<>();
        int position = 0;
        for (String path : paths) {
            int lineEnd = position;
            while (answer[lineEnd] != '\n') {
                lineEnd++;
            }
            String[] header = new String(answer, position, lineEnd - position, StandardCharsets.UTF_8).split(" ", -1);
            int size = Integer.parseInt(header[header.length - 1]);
            byte[] content = new byte[size];
            System.arraycopy(answer, lineEnd + 1, content, 0, size);
            contents.put(path, content);
            position = lineEnd + 1 + size + 1;
        }
        return contents;
    }

    private static byte[] run(Path folder, byte[] input, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Thread writer = new Thread(() -> send(process, input), "git-input");
            writer.start();
            byte[] output;
            try (InputStream answers = new BufferedInputStream(process.getInputStream())) {
                output = answers.readAllBytes();
            }
            writer.join();
            int exit = process.waitFor();
            if (exit != 0 && !arguments[0].equals("rev-parse")) {
                throw new ContractsUnreadableException("git " + arguments[0] + " failed in " + folder + " (exit " + exit
                        + "). Is it a git work tree?");
            }
            return exit == 0 ? output : new byte[0];
        } catch (IOException e) {
            throw new ContractsUnreadableException("Cannot run git: " + e.getMessage() + ". Install git.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ContractsUnreadableException("Interrupted while git was reading", e);
        }
    }

    private static void send(Process process, byte[] input) {
        try (OutputStream requests = process.getOutputStream()) {
            requests.write(input);
        } catch (IOException gone) {
            // git ended early; its exit code says so
            return;
        }
    }
}
