package dev.avenant.schema;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes of a JSON text that leave the rest of it as it is, with its comments: what is put in stands as its neighbours
 * do, on a line of its own or beside them.
 */
final class TextChanges {
    private final String text;
    private final String lineEnd;
    private final List<Change> changes = new ArrayList<>();

    /** Offsets in the text, and what takes the place of what is between them. */
    record Change(int from, int to, String text) {}

    TextChanges(String text) {
        this.text = text;
        this.lineEnd = text.contains("\r\n") ? "\r\n" : text.contains("\r") && !text.contains("\n") ? "\r" : "\n";
    }

    /** The changes in their order in the text; empty when they get in each other's way, or there are none. */
    Optional<List<Change>> inOrder() {
        List<Change> sorted = new ArrayList<>(changes);
        sorted.sort(Comparator.comparingInt(Change::from));
        int done = 0;
        for (Change change : sorted) {
            if (change.from() < done) {
                return Optional.empty();
            }
            done = change.to();
        }
        return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted);
    }

    String textOf(LocatedJson json) {
        return text.substring(json.span().start(), json.span().end());
    }

    void put(int at, String what) {
        changes.add(new Change(at, at, what));
    }

    void replace(LocatedJson json, String what) {
        changes.add(new Change(json.span().start(), json.span().end(), what));
    }

    /** Puts members or items behind one that is there. */
    void putAfter(LocatedJson sibling, List<String> items) {
        int end = sibling.span().end();
        String indent = indentOf(sibling);
        int comma = skipBlanks(end);
        boolean more = comma < text.length() && text.charAt(comma) == ',';
        int rest = indent == null ? -1 : restOfLine(more ? comma + 1 : end);
        if (rest < 0) {
            items.forEach(item -> put(end, ", " + item));
        } else if (more) {
            items.forEach(item -> put(rest, lineEnd + indent + item + ","));
        } else {
            put(end, ",");
            put(rest, lineEnd + indent + String.join("," + lineEnd + indent, items));
        }
    }

    /** Puts items before all others of an array. */
    void putFirst(LocatedJson array, List<LocatedJson> items, List<String> more) {
        if (items.isEmpty()) {
            put(array.span().start() + 1, String.join(", ", more));
            return;
        }
        putBefore(items.get(0), more);
    }

    /** Puts members or items before one that is there. */
    void putBefore(LocatedJson sibling, List<String> more) {
        String indent = indentOf(sibling);
        String separator = indent == null ? ", " : "," + lineEnd + indent;
        put(sibling.span().outer(), String.join(separator, more) + separator);
    }

    /**
     * Takes out some of the members of an object or the items of an array, each with its comma and, when it has a line of
     * its own, with the comment behind it.
     */
    void remove(List<LocatedJson> siblings, Set<Integer> which) {
        int lastKept = siblings.size() - 1;
        while (lastKept >= 0 && which.contains(lastKept)) {
            lastKept--;
        }
        for (int i = 0; i < lastKept; i++) {
            if (which.contains(i)) {
                removeWithComma(siblings.get(i));
            }
        }
        if (lastKept >= 0 && lastKept < siblings.size() - 1) {
            int comma = skipToComma(siblings.get(lastKept).span().end());
            changes.add(new Change(comma, comma + 1, ""));
        }
        for (int i = lastKept + 1; i < siblings.size(); i++) {
            int end = siblings.get(i).span().end();
            removeAtEnd(siblings.get(i), i < siblings.size() - 1 ? skipToComma(end) + 1 : end);
        }
    }

    /** Takes out one that nothing kept comes after, with the line break before it. */
    private void removeAtEnd(LocatedJson sibling, int end) {
        int from = sibling.span().outer();
        String indent = indentOf(sibling);
        if (indent == null) {
            while (from > 0 && isBlank(text.charAt(from - 1))) {
                from--;
            }
            changes.add(new Change(from, end, ""));
            return;
        }
        from -= indent.length() + 1;
        if (from > 0 && text.startsWith("\r\n", from - 1)) {
            from--;
        }
        int rest = restOfLine(end);
        changes.add(new Change(from, rest < 0 ? end : rest, ""));
    }

    private void removeWithComma(LocatedJson sibling) {
        int from = sibling.span().outer();
        int to = skipToComma(sibling.span().end()) + 1;
        String indent = indentOf(sibling);
        int rest = indent == null ? -1 : restOfLine(to);
        if (indent != null && rest >= 0) {
            from -= indent.length();
            to = rest + (text.startsWith("\r\n", rest) ? 2 : 1);
        } else {
            to = skipBlanks(to);
        }
        changes.add(new Change(from, to, ""));
    }

    /** The blanks before what begins its line; null when something else stands before it. */
    private @Nullable String indentOf(LocatedJson json) {
        int start = json.span().outer();
        int at = start;
        while (at > 0 && isBlank(text.charAt(at - 1))) {
            at--;
        }
        return at == 0 || !isLineEnd(at - 1) ? null : text.substring(at, start);
    }

    /** Where the line ends, when nothing but blanks and a comment come before; else -1. */
    private int restOfLine(int from) {
        int at = skipBlanks(from);
        if (text.startsWith("//", at)) {
            while (at < text.length() && !isLineEnd(at)) {
                at++;
            }
        } else if (text.startsWith("/*", at)) {
            int end = text.indexOf("*/", at + 2);
            at = end < 0 ? text.length() : skipBlanks(end + 2);
        }
        boolean oneLine =
                text.substring(from, Math.min(at, text.length())).chars().noneMatch(c -> c == '\n' || c == '\r');
        return at < text.length() && isLineEnd(at) && oneLine ? at : -1;
    }

    private int skipToComma(int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != ',') {
            if (text.startsWith("//", at)) {
                while (at < text.length() && !isLineEnd(at)) {
                    at++;
                }
            } else if (text.startsWith("/*", at)) {
                at = text.indexOf("*/", at + 2) + 2;
            } else {
                at++;
            }
        }
        return at;
    }

    private int skipBlanks(int from) {
        int at = from;
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private boolean isLineEnd(int at) {
        return text.charAt(at) == '\n' || text.charAt(at) == '\r';
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
