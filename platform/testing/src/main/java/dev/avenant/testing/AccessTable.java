package dev.avenant.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Who may ask what, as a document says it for people: the tables under some of its headings.
 *
 * <pre>
 * | request | whose | nobody | OWNER | other OWNER | ADMINISTRATOR |
 * |---|---|---|---|---|---|
 * | GET /api/things/{id} | the OWNER's | 401 | 200 | 404 | 200 |
 * </pre>
 *
 * @param rows what is asked of what
 */
record AccessTable(List<Row> rows) {

    private static final int FIRST_CALLER = 2;

    /**
     * One line.
     *
     * @param request method and address
     * @param whose what it is asked of; empty where that does not matter
     * @param expected the status for each caller, in the order of the columns
     */
    record Row(String request, String whose, SortedMap<String, Integer> expected) {

        String method() {
            return request.substring(0, request.indexOf(' '));
        }

        String path() {
            return request.substring(request.indexOf(' ') + 1);
        }
    }

    /** All requests that have a row. */
    SortedSet<String> requests() {
        return rows.stream().map(Row::request).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Reads the tables under these headings of second order. */
    static AccessTable in(Path document, List<String> headings) {
        List<Row> rows = new ArrayList<>();
        boolean isWanted = false;
        List<String> callers = List.of();
        for (String line : lines(document)) {
            if (line.startsWith("## ")) {
                isWanted = headings.contains(line.substring("## ".length()));
            } else if (isWanted && line.startsWith("| request |")) {
                callers = cells(line).subList(FIRST_CALLER, cells(line).size());
            } else if (isWanted && line.startsWith("| `")) {
                rows.add(row(cells(line), callers));
            }
        }
        return new AccessTable(rows);
    }

    private static List<String> lines(Path document) {
        try {
            return Files.readAllLines(document);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("There is no table of who may ask what", unreadable);
        }
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
                .map(String::strip)
                .toList();
    }

    private static Row row(List<String> cells, List<String> callers) {
        Map<String, Integer> expected = new LinkedHashMap<>();
        for (int i = 0; i < callers.size(); i++) {
            expected.put(callers.get(i), Integer.valueOf(cells.get(FIRST_CALLER + i)));
        }
        return new Row(cells.get(0).replace("`", ""), cells.get(1), new TreeMap<>(expected));
    }
}
