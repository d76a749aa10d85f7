package jobplatform.search.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class SearchCursorTest {

    private static final SearchCriteria ENGINEERS =
            new SearchCriteria("engineer", List.of(), null, List.of("Java"), null, null, null);

    private final SearchCursor cursor =
            new SearchCursor(48, 1_772_359_200_000L, UUID.fromString("3f0a9c1e-0c5b-4c5e-9d0a-0b8e5f6a7d11"));

    @Test
    void comesBackAsItWas() {
        assertThat(SearchCursor.decode(cursor.encode(ENGINEERS), ENGINEERS)).contains(cursor);
    }

    @Test
    void goesWithItsCriteriaAlone() {
        SearchCriteria others = new SearchCriteria("engineer", List.of(), null, List.of("Go"), null, null, null);

        assertThat(SearchCursor.decode(cursor.encode(ENGINEERS), others)).isEmpty();
    }

    @Test
    void isNoneWhenAnyOfItsCharactersIsAnother() {
        String text = cursor.encode(ENGINEERS);

        for (int i = 0; i < text.length(); i++) {
            char other = text.charAt(i) == 'A' ? 'B' : 'A';
            String changed = text.substring(0, i) + other + text.substring(i + 1);
            assertThat(SearchCursor.decode(changed, ENGINEERS)).as(changed).isEmpty();
        }
        assertThat(SearchCursor.decode(text + "AAAA", ENGINEERS)).isEmpty();
        assertThat(SearchCursor.decode("", ENGINEERS)).isEmpty();
    }
}
