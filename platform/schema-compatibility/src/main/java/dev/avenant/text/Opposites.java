package dev.avenant.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Words of which one says the opposite of the other, or names its counterpart. */
final class Opposites {
    private static final List<String> PAIRS = List.of(
            "enable enabled enables enabling on active activate activated"
                    + " / disable disabled disables disabling off inactive deactivate deactivated",
            "min minimum lowest least / max maximum highest most",
            "start started starts begin begins began first / end ended ends stop stopped finish finished last",
            "from source src origin sender in input inbound incoming"
                    + " / to target dest destination receiver recipient out output outbound outgoing",
            "before previous prev old earlier / after next new later",
            "pre / post",
            "include included includes including / exclude excluded excludes excluding",
            "create created add added insert inserted / delete deleted remove removed drop dropped",
            "create created / update updated modify modified change changed",
            "open opened opens opening / close closed closes closing",
            "read reads / write written writes",
            "request / response reply",
            "left / right",
            "up upper top / down lower bottom",
            "true yes / false no",
            "success succeeded successful / failure failed fail error errors",
            "allow allowed permit permitted accept accepted / deny denied forbid forbidden block blocked reject rejected",
            "show shown visible / hide hidden invisible",
            "buy bid bought / sell ask sold",
            "credit / debit",
            "gross / net",
            "parent / child",
            "client / server",
            "public / private",
            "internal / external",
            "local / remote",
            "home / work",
            "billing / shipping",
            "width / height",
            "lat latitude / lon lng longitude",
            "x / y z",
            "y / z",
            "row / column col",
            "key / value",
            "male / female",
            "absolute / relative",
            "required mandatory / optional",
            "actual / expected planned estimated",
            "lock locked / unlock unlocked",
            "increase increment inc / decrease decrement dec",
            "horizontal / vertical",
            "north / south",
            "east / west",
            "primary / secondary",
            "push / pull",
            "send sent / receive received",
            "leader master / follower slave replica",
            "encode encoded encrypt encrypted / decode decoded decrypt decrypted",
            "ascending asc / descending desc",
            "major / minor");
    private static final Set<String> NEGATIONS = Set.of("not", "no", "non", "never", "without");
    private static final List<String> PREFIXES = List.of("un", "in", "im", "ir", "il", "dis", "non", "de", "anti");
    private static final Map<String, Set<String>> COUNTERPARTS = counterparts();

    private Opposites() {}

    /** Whether some word of the one stands against some word of the other, or only one of the two says not. */
    static boolean between(List<String> left, List<String> right) {
        if (saysNot(left) != saysNot(right)) {
            return true;
        }
        for (String one : left) {
            Set<String> against = COUNTERPARTS.getOrDefault(one, Set.of());
            for (String other : right) {
                if (against.contains(other) || negates(one, other) || negates(other, one)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether there is a word that stands against this one. */
    static boolean isOne(String word) {
        return COUNTERPARTS.containsKey(word);
    }

    private static boolean saysNot(List<String> words) {
        return words.stream().anyMatch(NEGATIONS::contains);
    }

    /** Such as inactive and active. */
    private static boolean negates(String one, String other) {
        return other.length() > 3 && PREFIXES.stream().anyMatch(prefix -> one.equals(prefix + other));
    }

    private static Map<String, Set<String>> counterparts() {
        Map<String, Set<String>> all = new HashMap<>();
        for (String pair : PAIRS) {
            String[] sides = pair.split(" / ", -1);
            for (String one : sides[0].split(" ", -1)) {
                for (String other : sides[1].split(" ", -1)) {
                    all.computeIfAbsent(one, word -> new TreeSet<>()).add(other);
                    all.computeIfAbsent(other, word -> new TreeSet<>()).add(one);
                }
            }
        }
        return all;
    }
}
