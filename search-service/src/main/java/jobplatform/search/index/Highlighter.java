package jobplatform.search.index;

import java.io.IOException;
import java.text.BreakIterator;
import java.util.Locale;
import java.util.function.Supplier;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.uhighlight.DefaultPassageFormatter;
import org.apache.lucene.search.uhighlight.LengthGoalBreakIterator;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.search.uhighlight.WholeBreakIterator;

/** Marks in a text what a query found, as HTML in which the text itself is escaped. */
final class Highlighter {

    private static final int LONGEST_TEXT = 20_000;
    private static final int EXCERPT_PARTS = 2;
    private static final int PART_LENGTH = 120;
    private static final float MIDDLE = 0.5f;
    private static final String ELLIPSIS = "… ";

    private final TextHighlighter titles;
    private final TextHighlighter descriptions;
    private final Query query;

    /** @param query what was looked for, without the filters */
    Highlighter(Analyzer analyzer, Query query) {
        this.query = query;
        this.titles = new TextHighlighter(builder(analyzer, WholeBreakIterator::new));
        this.descriptions = new TextHighlighter(builder(
                analyzer,
                () -> LengthGoalBreakIterator.createMinLength(
                        BreakIterator.getWordInstance(Locale.ROOT), PART_LENGTH, MIDDLE)));
    }

    String title(String title) throws IOException {
        return titles.highlight(title, query, 1);
    }

    String excerpt(String description) throws IOException {
        return descriptions.highlight(description, query, EXCERPT_PARTS);
    }

    private static UnifiedHighlighter.Builder builder(Analyzer analyzer, Supplier<BreakIterator> breaks) {
        return UnifiedHighlighter.builderWithoutSearcher(analyzer)
                .withFieldMatcher(field -> true)
                .withMaxLength(LONGEST_TEXT)
                .withMaxNoHighlightPassages(1)
                .withBreakIterator(breaks)
                .withFormatter(new DefaultPassageFormatter("<em>", "</em>", ELLIPSIS, true));
    }

    private static final class TextHighlighter extends UnifiedHighlighter {

        TextHighlighter(Builder builder) {
            super(builder);
        }

        String highlight(String text, Query query, int passages) throws IOException {
            return String.valueOf(highlightWithoutSearcher(Fields.TEXT, query, text, passages))
                    .strip();
        }
    }
}
