package dev.avenant.stack.command;

import dev.avenant.stack.config.ComponentStatus;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** What runs where, as the user sees it. */
final class StatusTable {

    private static final List<String> HEADER = List.of("NAME", "STATE", "ADDRESS", "PID", "LOG");

    private StatusTable() {}

    static void print(List<ComponentStatus> components, PrintWriter out) {
        lines(components).forEach(out::println);
    }

    static List<String> lines(List<ComponentStatus> components) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADER);
        components.forEach(component -> rows.add(row(component)));
        int[] widths = new int[HEADER.size()];
        rows.forEach(row -> {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        });
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static List<String> row(ComponentStatus component) {
        String pid = component.pid().isPresent() ? Long.toString(component.pid().getAsLong()) : "-";
        return List.of(
                component.component(),
                component.state().text(),
                component.address(),
                pid,
                component.log().toString());
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
