package dev.avenant.readme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands of a Markdown page: each line of its blocks marked {@code sh}, in order. */
record Readme(List<String> commands) {

    private static final Pattern SHELL_BLOCK =
            Pattern.compile("^```sh\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    static Readme at(Path page) {
        try {
            Matcher blocks = SHELL_BLOCK.matcher(Files.readString(page));
            return new Readme(blocks.results()
                    .flatMap(block -> block.group(1).lines())
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList());
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot read " + page, failed);
        }
    }
}
