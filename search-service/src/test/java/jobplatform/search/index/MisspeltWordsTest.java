package jobplatform.search.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class MisspeltWordsTest {

    private static final long MOST_BYTES = 12L * 1024 * 1024;

    private final MisspeltWords words = new MisspeltWords();

    @Test
    void areMadeOnce() {
        MisspeltWords.Nearly first = words.of("developer");

        assertThat(words.of("developer")).isSameAs(first);
        assertThat(words.of("developers")).isNotEqualTo(first);
    }

    @Test
    void takeNoMoreMemoryThanTheyMayWhateverIsLookedFor() {
        Random random = new Random(1);

        for (int i = 0; i < 300; i++) {
            words.of(random.ints(20, 'a', 'z')
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString());
        }

        assertThat(words.bytes()).isBetween(MOST_BYTES / 2, MOST_BYTES);
    }
}
