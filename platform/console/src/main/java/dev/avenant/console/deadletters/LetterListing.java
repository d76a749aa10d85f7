package dev.avenant.console.deadletters;

import dev.avenant.operations.letters.IndexedLetter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a page listed, so that its button takes no letter that came since, and counts once.
 *
 * @param id tells the page as it was drawn from others; empty for none
 * @param last of each partition the offset of the last letter that was listed; empty for all letters
 */
public record LetterListing(String id, Map<Integer, Long> last) {

    /** All letters that there are, however often somebody says so. */
    public static final LetterListing ALL = new LetterListing("", Map.of());

    private static final Pattern TEXT = Pattern.compile("[0-9a-f-]{36}(?:,[0-9]{1,9}:[0-9]{1,18})*+");

    public LetterListing {
        last = Map.copyOf(last);
    }

    /** Those that a page lists that is being drawn. */
    public static LetterListing of(List<IndexedLetter> letters) {
        Map<Integer, Long> last = new TreeMap<>();
        letters.forEach(
                letter -> last.merge(letter.facts().partition(), letter.facts().offset(), Math::max));
        return new LetterListing(UUID.randomUUID().toString(), last);
    }

    /** The one whose text this is; empty when it is that of none. */
    public static Optional<LetterListing> parse(String text) {
        if (!TEXT.matcher(text).matches()) {
            return Optional.empty();
        }
        String[] parts = text.split(",", -1);
        return Optional.of(new LetterListing(
                parts[0],
                Stream.of(parts)
                        .skip(1)
                        .map(part -> part.split(":", -1))
                        .collect(Collectors.toMap(
                                part -> Integer.valueOf(part[0]), part -> Long.valueOf(part[1]), Math::max))));
    }

    /** Whether a letter at that place was there to be listed. */
    public boolean holds(int partition, long offset) {
        return last.isEmpty() || offset <= last.getOrDefault(partition, -1L);
    }

    /** As a form carries it. */
    public String text() {
        return Stream.concat(
                        Stream.of(id),
                        last.entrySet().stream().map(partition -> partition.getKey() + ":" + partition.getValue()))
                .collect(Collectors.joining(","));
    }
}
