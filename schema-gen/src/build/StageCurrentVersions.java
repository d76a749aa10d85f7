import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Copies the newest version of each contract, {@code <topic>/<Event>/v<N>.avsc}, into a folder of its own, from which
 * the classes are generated. A file that is already there unchanged keeps its time, so that a second build generates
 * nothing anew; a file whose contract is gone is removed.
 *
 * <p>Run by the build as {@code java StageCurrentVersions.java <schemas> <target>}; needs nothing but a JDK.
 */
final class StageCurrentVersions {
    private static final Pattern VERSION = Pattern.compile("v([1-9][0-9]{0,8})\\.avsc");
    private static final Set<String> NO_CONTRACTS = Set.of("target", "src");

    private StageCurrentVersions() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            System.err.println("Usage: java StageCurrentVersions.java <schemas folder> <target folder>");
            System.exit(2);
        }
        Path schemas = Path.of(arguments[0]).normalize();
        if (!Files.isRegularFile(schemas.resolve("contracts.yaml"))) {
            System.err.println(schemas + ": expected the contracts here (contracts.yaml) but found none");
            System.exit(3);
        }
        Map<Path, Path> staged = currentVersions(schemas);
        copy(staged, Path.of(arguments[1]));
    }

    /** From the path below the target folder to the file that goes there. */
    private static Map<Path, Path> currentVersions(Path schemas) throws IOException {
        Map<Path, Path> current = new TreeMap<>();
        for (Path topic : folders(schemas)) {
            if (NO_CONTRACTS.contains(topic.getFileName().toString())) {
                continue;
            }
            for (Path contract : folders(topic)) {
                newest(contract)
                        .ifPresent(file -> current.put(
                                Path.of(topic.getFileName().toString(), contract.getFileName() + ".avsc"), file));
            }
        }
        return current;
    }

    private static List<Path> folders(Path parent) throws IOException {
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(Files::isDirectory)
                    .filter(entry -> !entry.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private static Optional<Path> newest(Path contract) throws IOException {
        try (Stream<Path> files = Files.list(contract)) {
            return files.filter(file -> version(file) > 0)
                    .max(Comparator.comparingInt(StageCurrentVersions::version));
        }
    }

    private static int version(Path file) {
        Matcher name = VERSION.matcher(file.getFileName().toString());
        return name.matches() ? Integer.parseInt(name.group(1)) : 0;
    }

    private static void copy(Map<Path, Path> staged, Path target) throws IOException {
        Set<Path> wanted = new HashSet<>();
        for (Map.Entry<Path, Path> entry : staged.entrySet()) {
            Path to = target.resolve(entry.getKey());
            wanted.add(to);
            byte[] content = Files.readAllBytes(entry.getValue());
            if (!Files.exists(to) || !Arrays.equals(Files.readAllBytes(to), content)) {
                Files.createDirectories(to.getParent());
                Files.write(to, content);
            }
        }
        try (Stream<Path> present = Files.walk(target)) {
            for (Path file : present.filter(Files::isRegularFile).toList()) {
                if (!wanted.contains(file)) {
                    Files.delete(file);
                }
            }
        }
    }
}
