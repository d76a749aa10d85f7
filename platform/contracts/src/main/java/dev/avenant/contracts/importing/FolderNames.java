package dev.avenant.contracts.importing;

import dev.avenant.contracts.config.ContractsConfig;
import dev.avenant.contracts.imported.ImportRecord;
import dev.avenant.contracts.lock.ContractLock;
import dev.avenant.contracts.tree.Contract;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Gives each topic and contract a folder that every file system can hold, also one that does not tell case apart. */
final class FolderNames {
    /** Sibling folders and files with longer names are refused by some file systems. */
    private static final int MOST = 200;

    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_-])?");

    private static final Pattern DEVICE = Pattern.compile("(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");

    /** What is no topic in a contracts folder, or is not looked into. */
    private static final Set<String> RESERVED =
            Set.of(Contract.TYPES_FOLDER, "target", "src", ContractsConfig.FILE, ContractLock.FILE, ImportRecord.FILE);

    private final Set<String> topics = new HashSet<>();
    private final Set<String> refused = new HashSet<>();
    private final Set<String> taken = new HashSet<>();

    /** Whether a topic can have a folder of its name; of two that differ in case only, the one that asks first. */
    boolean takeTopic(String topic) {
        if (topics.contains(topic)) {
            return true;
        }
        if (!isTopic(topic) || refused.contains(topic) || !taken.add(topic.toLowerCase(Locale.ROOT))) {
            refused.add(topic);
            return false;
        }
        return topics.add(topic);
    }

    /** Whether a topic can have a folder of its name everywhere. */
    static boolean isTopic(String topic) {
        String folded = topic.toLowerCase(Locale.ROOT);
        return SAFE.matcher(topic).matches()
                && topic.length() <= MOST
                && !DEVICE.matcher(folded).matches()
                && !RESERVED.contains(folded);
    }

    /** A folder for a type, called by its simple name, its full name, or a name that the subject makes its own. */
    String take(String parent, String fullName, String subject) {
        String simple = fullName.substring(fullName.lastIndexOf('.') + 1);
        String prefix = simple.substring(0, Math.min(simple.length(), 100));
        for (String name : List.of(simple, fullName, prefix + "-" + digest(subject + " " + fullName))) {
            String folded = name.toLowerCase(Locale.ROOT);
            if (name.length() <= MOST
                    && !DEVICE.matcher(folded).matches()
                    && taken.add(parent.toLowerCase(Locale.ROOT) + "/" + folded)) {
                return parent + "/" + name;
            }
        }
        throw new IllegalStateException("two subjects with one digest: " + subject);
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JVM has SHA-256", impossible);
        }
    }
}
