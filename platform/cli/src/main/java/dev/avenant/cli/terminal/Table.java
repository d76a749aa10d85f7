package dev.avenant.cli.terminal;

import dev.avenant.text.Printable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lines in columns, numbers at their right. What a cell says is made {@linkplain Printable fit to be shown}. */
public final class Table {
    private final List<List<String>> lines = new ArrayList<>();

    public Table(String... headings) {
        lines.add(List.of(headings));
    }

    public void line(Object... cells) {
        lines.add(Arrays.stream(cells).map(String::valueOf).map(Printable::of).toList());
    }

    public void print(PrintWriter out) {
        List<Integer> widths = IntStream.range(0, lines.get(0).size())
                .mapToObj(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toList();
        for (List<String> line : lines) {
            out.println(IntStream.range(0, line.size())
                    .mapToObj(column -> padded(line.get(column), widths.get(column), isNumbers(column)))
                    .collect(Collectors.joining("  "))
                    .stripTrailing());
        }
    }

    private boolean isNumbers(int column) {
        return lines.size() > 1
                && lines.stream()
                        .skip(1)
                        .map(line -> line.get(column))
                        .allMatch(cell -> cell.matches("[-+]?[0-9.,]+( s)?|-"));
    }

    private static String padded(String cell, int width, boolean right) {
        String blanks = " ".repeat(width - cell.length());
        return right ? blanks + cell : cell + blanks;
    }
}
