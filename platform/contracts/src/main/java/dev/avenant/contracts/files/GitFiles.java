package dev.avenant.contracts.files;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
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
        GitCommand git = new GitCommand(folder);
        String commit = commit(git, folder, revision);
        String listing = git.require("", "ls-tree", "-r", "-z", "--name-only", commit, ".")
                .text();
        List<String> paths = Arrays.stream(listing.split("\0", -1))
                .filter(path -> !path.isEmpty() && path.indexOf('\n') < 0)
                .toList();
        StringBuilder requests = new StringBuilder();
        paths.forEach(path -> requests.append(commit).append(":./").append(path).append('\n'));
        byte[] answers = git.require(requests.toString(), "cat-file", "--batch").output();
        return new GitFiles(revision + ":", contents(paths, answers));
    }

    static String commit(GitCommand git, Path folder, String revision) {
        if (revision.startsWith("-") || revision.isBlank()) {
            throw new ContractsUnreadableException(
                    "Expected a git revision but found \"" + revision + "\". Name a branch, a tag or a commit.");
        }
        if (!git.ask("rev-parse", "--git-dir").succeeded()) {
            throw new ContractsUnreadableException("Expected a git work tree in " + folder
                    + " but found none. Go to a clone of the repository, or compare with released or a registry.");
        }
        GitCommand.Result commit = git.ask("rev-parse", "--verify", "--quiet", revision + "^{commit}");
        if (!commit.succeeded()) {
            throw new ContractsUnreadableException("git knows no revision \"" + revision + "\" in " + folder
                    + ". Fetch it (a shallow clone in CI lacks history), or name another.");
        }
        return commit.text().strip();
    }

    /** Takes the answers of {@code git cat-file --batch} apart: for each file a line with its size at the end, then it. */
    static Map<String, byte[]> contents(List<String> paths, byte[] answers) {
        Map<String, byte[]> contents = new TreeMap<>();
        int position = 0;
        for (String path : paths) {
            int lineEnd = position;
            while (answers[lineEnd] != '\n') {
                lineEnd++;
            }
            String header = new String(answers, position, lineEnd - position, StandardCharsets.UTF_8);
            int size = Integer.parseInt(header.substring(header.lastIndexOf(' ') + 1));
            int start = lineEnd + 1;
            contents.put(path, Arrays.copyOfRange(answers, start, start + size));
            position = start + size + 1;
        }
        return contents;
    }
}
