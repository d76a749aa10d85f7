package dev.avenant.contracts.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names many versions in few words: {@code v1, v3 to v12}. */
final class VersionRanges {
    private static final Pattern NUMBERED = Pattern.compile("v([0-9]{1,9})");

    private VersionRanges() {}

    /** Three versions or more that follow on each other as a range, everything else as it is. */
    static String of(List<String> versions) {
        List<String> shown = new ArrayList<>();
        int from = 0;
        while (from < versions.size()) {
            int to = from;
            while (to + 1 < versions.size() && follows(versions.get(to), versions.get(to + 1))) {
                to++;
            }
            if (to - from >= 2) {
                shown.add(versions.get(from) + " to " + versions.get(to));
            } else {
                shown.addAll(versions.subList(from, to + 1));
            }
            from = to + 1;
        }
        return String.join(", ", shown);
    }

    private static boolean follows(String version, String next) {
        Matcher one = NUMBERED.matcher(version);
        Matcher other = NUMBERED.matcher(next);
        return one.matches() && other.matches() && Long.parseLong(one.group(1)) + 1 == Long.parseLong(other.group(1));
    }
}
