package jobplatform.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The instructions of the Dockerfile in order, each on one line, and the files that it writes itself. */
record Dockerfile(List<Instruction> instructions) {

    /** One instruction: its word, what comes behind it, and the lines of the file that it brings; empty without one. */
    record Instruction(String word, String arguments, List<String> file) {

        /** The arguments that are no options. */
        List<String> words() {
            return Stream.of(arguments.split(" "))
                    .filter(argument -> !argument.startsWith("--"))
                    .toList();
        }
    }

    static Dockerfile read() {
        try {
            return new Dockerfile(parse(Files.readAllLines(ComposeFile.REPOSITORY.resolve("Dockerfile"))));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read the Dockerfile", unreadable);
        }
    }

    List<Instruction> all(String word) {
        return instructions.stream()
                .filter(instruction -> instruction.word().equals(word))
                .toList();
    }

    private static List<Instruction> parse(List<String> lines) {
        List<Instruction> instructions = new ArrayList<>();
        for (int at = 0; at < lines.size(); at++) {
            if (lines.get(at).isBlank() || lines.get(at).startsWith("#")) {
                continue;
            }
            StringBuilder text = new StringBuilder(lines.get(at));
            while (text.charAt(text.length() - 1) == '\\') {
                text.setLength(text.length() - 1);
                text.append(lines.get(++at).strip());
            }
            List<String> file = new ArrayList<>();
            int heredoc = text.indexOf("<<'");
            if (heredoc >= 0) {
                String end = text.substring(heredoc + "<<'".length(), text.indexOf("'", heredoc + "<<'".length()));
                while (!lines.get(++at).equals(end)) {
                    file.add(lines.get(at));
                }
            }
            String[] parts = text.toString().split(" ", 2);
            instructions.add(new Instruction(parts[0], parts[1].strip(), List.copyOf(file)));
        }
        return List.copyOf(instructions);
    }
}
