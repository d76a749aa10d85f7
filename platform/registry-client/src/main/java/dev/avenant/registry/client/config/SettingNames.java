package dev.avenant.registry.client.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;

/**
 * The names of settings that are known, to tell a misspelt one from the setting of somebody else: Kafka hands over
 * everything that a client was given.
 *
 * @param known every name there is
 * @param prefixes how names begin that are nobody else's
 * @param suffixes how names end that are nobody else's
 */
public record SettingNames(Set<String> known, List<String> prefixes, List<String> suffixes) {

    /** A name of others that differs by so few letters from a known one was meant to be the known one. */
    private static final int SLIP_OF_LETTERS = 2;

    private static final int SHORT_NAME = 10;

    public SettingNames {
        known = Set.copyOf(known);
        prefixes = List.copyOf(prefixes);
        suffixes = List.copyOf(suffixes);
    }

    /**
     * Refuses names that are meant for the known settings and are none of them.
     *
     * @throws ConfigException with the name and the known one that is nearest to it
     */
    public void requireKnown(Collection<String> given) {
        for (String name : given) {
            if (!known.contains(name) && isMeantForOne(name)) {
                throw new ConfigException("Unknown setting " + name + "." + nearest(name));
            }
        }
    }

    private boolean isMeantForOne(String name) {
        return prefixes.stream().anyMatch(name::startsWith)
                || suffixes.stream().anyMatch(name::endsWith)
                || known.contains(spelledRight(name))
                || isSlip(name);
    }

    private boolean isSlip(String name) {
        return name.length() >= SHORT_NAME
                && known.stream()
                        .filter(candidate -> Math.abs(candidate.length() - name.length()) <= SLIP_OF_LETTERS)
                        .anyMatch(candidate -> distance(name, candidate) <= SLIP_OF_LETTERS);
    }

    private static String spelledRight(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '.').replace('-', '.');
    }

    private String nearest(String name) {
        return known.stream()
                .min(Comparator.comparing(
                                (String candidate) -> !candidate.startsWith(name) && !candidate.endsWith("." + name))
                        .thenComparingInt(candidate -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .map(candidate -> " Did you mean " + candidate + "?")
                .orElse("");
    }

    /** How many letters two words differ by (Levenshtein). */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[other.length()];
    }
}
