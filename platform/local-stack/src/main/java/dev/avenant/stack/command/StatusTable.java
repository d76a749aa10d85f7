package dev.avenant.stack.command;

import dev.avenant.stack.PartStatus;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** What runs where, as the user sees it. */
final class StatusTable {

    private static final List<String> HEADER = List.of("NAME", "STATE", "ADDRESS", "PID", "LOG");

    private StatusTable() {}

    static void print(List<PartStatus> parts, PrintWriter out) {
        lines(parts).forEach(out::println);
    }

    static List<String> lines(List<PartStatus> parts) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADER);
        parts.forEach(part -> rows.add(row(part)));
        int[] widths = new int[HEADER.size()];
        rows.forEach(row -> {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        });
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static List<String> row(PartStatus part) {
        String pid = part.pid().isPresent() ? Long.toString(part.pid().getAsLong()) : "-";
        return List.of(
                part.part().id(),
                part.state().text(),
                part.address(),
                pid,
                part.log().toString());
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            line.append(row.get(column));
            if (column < widths.length - 1) {
                line.append(" ".repeat(widths[column] - row.get(column).length() + 2));
            }
        }
        return line.toString();
    }
}
