package jobplatform.search.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class MisspeltWordTest {

    private static final List<String> FIELDS = List.of(Fields.TITLE, Fields.SKILLS, Fields.TEXT);
    private static final int MOST_EXPANSIONS = 5;

    /** So few expansions that which are the nearest ones matters. */
    @Test
    void findsInEachFieldWhatLuceneFindsWithAutomataOfItsOwn() throws IOException {
        Random random = new Random(42);
        int found = 0;
        try (ByteBuffersDirectory directory = new ByteBuffersDirectory()) {
            fill(directory, random);
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                IndexSearcher searcher = new IndexSearcher(reader);
                for (int i = 0; i < 300; i++) {
                    String word = word(random);
                    int errors = 1 + random.nextInt(2);
                    MisspeltWord misspelt = new MisspeltWord(word, errors, MOST_EXPANSIONS);
                    for (String field : FIELDS) {
                        List<String> expected =
                                hits(searcher, new FuzzyQuery(new Term(field, word), errors, 1, MOST_EXPANSIONS, true));
                        assertThat(hits(searcher, misspelt.in(field)))
                                .as("%s with %s errors in %s", word, errors, field)
                                .isEqualTo(expected);
                        found += expected.size();
                    }
                }
            }
        }
        assertThat(found).isGreaterThan(1_000);
    }

    @Test
    void findsInAnotherIndexWhatLuceneFindsThere() throws IOException {
        Random random = new Random(43);
        List<MisspeltWord> words = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            texts.add(word(random));
            words.add(new MisspeltWord(texts.get(i), 2, MOST_EXPANSIONS));
        }
        int found = 0;
        for (int index = 0; index < 3; index++) {
            try (ByteBuffersDirectory directory = new ByteBuffersDirectory()) {
                fill(directory, random);
                try (DirectoryReader reader = DirectoryReader.open(directory)) {
                    IndexSearcher searcher = new IndexSearcher(reader);
                    for (int i = 0; i < words.size(); i++) {
                        List<String> expected = hits(
                                searcher,
                                new FuzzyQuery(new Term(Fields.TEXT, texts.get(i)), 2, 1, MOST_EXPANSIONS, true));
                        assertThat(hits(searcher, words.get(i).in(Fields.TEXT)))
                                .as("%s in index %s", texts.get(i), index)
                                .isEqualTo(expected);
                        found += expected.size();
                    }
                }
            }
        }
        assertThat(found).isGreaterThan(500);
    }

    private static void fill(ByteBuffersDirectory directory, Random random) throws IOException {
        try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(new KeywordAnalyzer()))) {
            for (int i = 0; i < 2_000; i++) {
                Document document = new Document();
                for (String field : FIELDS) {
                    document.add(new StringField(field, word(random), Field.Store.NO));
                }
                writer.addDocument(document);
                if (i % 500 == 0) {
                    writer.flush();
                }
            }
        }
    }

    private static String word(Random random) {
        return random.ints(4 + random.nextInt(3), 'a', 'd')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static List<String> hits(IndexSearcher searcher, Query query) throws IOException {
        List<String> hits = new ArrayList<>();
        Stream.of(searcher.search(query, 2_000).scoreDocs).forEach(hit -> hits.add(hit.doc + " " + hit.score));
        return hits;
    }
}
