package dev.avenant.contracts.lock;

import dev.avenant.contracts.files.ContractsFileException;
import dev.avenant.finding.SourceLocation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was released: one line for each version of each contract, with its fingerprint and the versions of the shared
 * types it was released with. Lines are only ever added, by {@code avenant release}, and reviewed with the schema.
 */
public final class ContractLock {
    /** The name of the file. */
    public static final String FILE = "contracts.lock";

    private static final String HEADER = """
        # What was released. Written by `avenant release`; lines are only ever added, never changed or removed.
        # <full name> v<version> sha256:<fingerprint> [<type it was released with>=v<version>]…
        # key <topic> <type of its key>
        """;

    private static final String KEY = "key ";
    private static final Pattern KEY_LINE =
            Pattern.compile(KEY + "(?<topic>[a-zA-Z0-9._-]{1,249}) (?<type>[A-Za-z0-9_.]+)");

    private static final Pattern LINE = Pattern.compile(
            "(?<name>[A-Za-z0-9_.]+|[A-Za-z0-9._-]+/[A-Za-z0-9._-]+) v(?<version>[1-9][0-9]{0,8}) sha256:(?<print>[0-9a-f]{64})"
                    + "(?<types>( [A-Za-z0-9_.]+=v[1-9][0-9]{0,8})*)");

    /** What stands in a line of the file. */
    public interface Line {
        /** The line in the file. */
        String line();
    }

    /**
     * What the records of a topic are keyed by. The last line of a topic is the one that is valid.
     *
     * @param type a plain type or the full name of the key's schema
     */
    public record Key(String topic, String type, SourceLocation location) implements Line {
        @Override
        public String line() {
            return KEY + topic + " " + type;
        }
    }

    /**
     * A released version.
     *
     * @param fullName the full name of the contract, or its folder where another contract has the same full name
     * @param types version by full name of each shared type it was released with
     */
    public record Entry(
            String fullName, int version, String fingerprint, SortedMap<String, Integer> types, SourceLocation location)
            implements Line {
        @Override
        public String line() {
            StringBuilder line = new StringBuilder(fullName)
                    .append(" v")
                    .append(version)
                    .append(" sha256:")
                    .append(fingerprint);
            types.forEach(
                    (name, number) -> line.append(' ').append(name).append("=v").append(number));
            return line.toString();
        }
    }

    private final List<Entry> entries;
    private final Map<String, List<Entry>> byName = new HashMap<>();

    private final List<Key> keys;
    private final Map<String, Key> lastKeys = new HashMap<>();

    private ContractLock(List<Entry> entries, List<Key> keys) {
        this.entries = List.copyOf(entries);
        this.keys = List.copyOf(keys);
        keys.forEach(key -> lastKeys.put(key.topic(), key));
        for (Entry entry : entries) {
            byName.computeIfAbsent(entry.fullName(), name -> new ArrayList<>()).add(entry);
        }
    }

    /** A lock of a project that has released nothing. */
    public static ContractLock empty() {
        return new ContractLock(List.of(), List.of());
    }

    /**
     * Reads a lock.
     *
     * @param file what messages call it
     * @throws ContractsFileException when a line is none that {@code avenant release} writes
     */
    public static ContractLock parse(String file, String text) {
        List<Entry> entries = new ArrayList<>();
        List<Key> keys = new ArrayList<>();
        Map<String, Integer> seen = new TreeMap<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            SourceLocation location = new SourceLocation(file, number, 1);
            if (line.startsWith(KEY)) {
                Matcher key = KEY_LINE.matcher(line);
                if (key.matches()) {
                    keys.add(new Key(key.group("topic"), key.group("type"), location));
                    continue;
                }
            }
            Matcher match = LINE.matcher(line);
            if (!match.matches()) {
                throw ContractsFileException.of(
                        location, line.startsWith("<<<<<<<") ? "file.lock-conflict" : "file.lock-line");
            }
            Entry entry = new Entry(
                    match.group("name"),
                    Integer.parseInt(match.group("version")),
                    match.group("print"),
                    types(match.group("types")),
                    location);
            Integer before = seen.put(entry.fullName() + " " + entry.version() + entry.types(), number);
            if (before != null) {
                throw ContractsFileException.of(location, "file.lock-twice", String.valueOf(before));
            }
            entries.add(entry);
        }
        return new ContractLock(entries, keys);
    }

    private static SortedMap<String, Integer> types(String text) {
        SortedMap<String, Integer> types = new TreeMap<>();
        for (String pair : text.strip().split(" ", -1)) {
            int equals = pair.indexOf("=v");
            if (equals > 0) {
                types.put(pair.substring(0, equals), Integer.valueOf(pair.substring(equals + 2)));
            }
        }
        return types;
    }

    /** All releases, the oldest first. */
    public List<Entry> entries() {
        return entries;
    }

    /** What topics are and were keyed by, the oldest first. */
    public List<Key> keys() {
        return keys;
    }

    /** What the topic is keyed by since its last release, if it has one. */
    public Optional<Key> keyOf(String topic) {
        return Optional.ofNullable(lastKeys.get(topic));
    }

    /** The releases that stand under a full name or a folder, the oldest first. */
    public List<Entry> entriesOf(String name) {
        return List.copyOf(byName.getOrDefault(name, List.of()));
    }

    /** What the lines of a contract begin with: its folder where they do already, else its full name. */
    public String nameOf(String folder, String fullName) {
        return byName.containsKey(folder) ? folder : fullName;
    }

    /** The release of that version with these types, if there was one. */
    public Optional<Entry> find(String fullName, int version, SortedMap<String, Integer> types) {
        return entriesOf(fullName).stream()
                .filter(entry -> entry.version() == version && entry.types().equals(types))
                .findFirst();
    }

    /** The text of the file with these releases added at its end. */
    public static String append(String text, List<? extends Line> added) {
        StringBuilder whole = new StringBuilder(text.isBlank() ? HEADER : text);
        if (whole.length() > 0 && whole.charAt(whole.length() - 1) != '\n') {
            whole.append('\n');
        }
        for (Line line : added) {
            whole.append(line.line()).append('\n');
        }
        return whole.toString();
    }
}
