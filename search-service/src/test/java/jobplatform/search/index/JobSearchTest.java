package jobplatform.search.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import jobplatform.search.index.SearchFacets.SalaryCount;
import jobplatform.search.readmodel.Offer;
import jobplatform.search.readmodel.OpenJob;
import jobplatform.search.readmodel.Salary;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found in the index alone, without what fills it. */
@Tag("fast")
class JobSearchTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir
    private Path files;

    private final IndexHolder holder = new IndexHolder();
    private final JobSearch search = new JobSearch(holder);
    private final Suggestions suggestions = new Suggestions(holder);

    private JobIndex index;
    private int age;

    @BeforeEach
    void createIndex() {
        index = JobIndex.createIn(files, holder.analyzer());
        holder.replace(index);
    }

    @AfterEach
    void closeIndex() throws Exception {
        index.close();
    }

    @Test
    void anEmptyIndexHasNothing() {
        SearchResult result = find(looking(""));

        assertThat(result.total()).isZero();
        assertThat(result.facets()).isEqualTo(new SearchFacets(List.of(), List.of(), List.of(), List.of(), List.of()));
        assertThat(suggestions.complete("engineer", 10)).isEmpty();
    }

    @Test
    void ranksByWhereTheWordsAreAndThenByAge() {
        has("Young welder");
        has("Old welder");
        has("Welders' foreman");
        has(offer("Gardener", "Knows a welder.", List.of()));
        has(offer("Fitter", "Fits.", List.of("Welder")));

        assertThat(titles("welder"))
                .containsExactly("Young welder", "Old welder", "Fitter", "Welders' foreman", "Gardener");
    }

    @Test
    void prefersATitleThatHasTheWordsInTheirOrder() {
        has("Manager of a product");
        has("Product manager");

        assertThat(titles("product manager")).containsExactly("Product manager", "Manager of a product");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    engineer        | Senior Software Engineer
                    ENGINEER        | Senior Software Engineer
                    engin           | Senior Software Engineer
                    enginer         | Senior Software Engineer
                    sofware enginer | Senior Software Engineer
                    engienerr       | Senior Software Engineer
                    c++             | Entwickler für C++
                    fur             | Entwickler für C++
                    Enwtickler      | Entwickler für C++
                    chef de cuisine | Chef de cuisine
                    """)
    void findsWhatWasMeant(String q, String title) {
        has("Senior Software Engineer");
        has("Entwickler für C++");
        has("Chef de cuisine");

        assertThat(titles(q)).containsExactly(title);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "xyzzyq",
                "engineer xyzzyq",
                "'; drop table jobs; --",
                ".*",
                "(",
                "[z-",
                "title:*",
                "*:*",
                "🦄",
                "\\",
                "%",
                "\"",
                "AND OR NOT",
                "~2",
                "/.*/"
            })
    void findsNothingWhereNothingIsMeant(String q) {
        has("Engineer");

        assertThat(find(looking(q)).total()).isZero();
    }

    @Test
    void needsThreeOfFourWordsOfALongQuery() {
        has("Engineer for pumps and valves");

        assertThat(titles("engineer pumps valves xyzzyq")).hasSize(1);
        assertThat(titles("engineer pumps zyxxy xyzzyq")).isEmpty();
        assertThat(titles("engineer ".repeat(16) + "xyzzyq ".repeat(5))).hasSize(1);
    }

    @Test
    void countsWhatTheFoundJobsHaveAndTheOtherChoicesOfAFilter() {
        has(offer("A", "FULL_TIME", "Berlin", "70000", List.of("Java")));
        has(offer("B", "FULL_TIME", "berlin ", null, List.of("java", "SQL")));
        has(offer("C", "CONTRACT", "Berlin", null, List.of()));
        has(offer("D", "FULL_TIME", "Paris", "900000", List.of("Java")));

        SearchFacets all = facets(looking(""));
        SearchFacets contracts = facets(new SearchCriteria("", List.of("CONTRACT"), null, List.of(), null, null, null));

        assertThat(all.employmentTypes())
                .containsExactly(new FacetCount("FULL_TIME", 3), new FacetCount("CONTRACT", 1));
        assertThat(all.locations()).containsExactly(new FacetCount("Berlin", 3), new FacetCount("Paris", 1));
        assertThat(all.skills()).containsExactly(new FacetCount("Java", 3), new FacetCount("SQL", 1));
        assertThat(all.remote()).containsExactly(new FacetCount("false", 4));
        assertThat(all.salaries())
                .containsExactly(
                        new SalaryCount(new SalaryBand("EUR", 200_000, null), 1),
                        new SalaryCount(new SalaryBand("EUR", 60_000, 80_000), 1));
        assertThat(contracts.employmentTypes()).isEqualTo(all.employmentTypes());
        assertThat(contracts.locations()).containsExactly(new FacetCount("Berlin", 1));
    }

    @Test
    void marksWhatWasFoundInEscapedHtml() {
        has(offer("<b>Enginer</b> & more", "Our <i>engine</i> hall. We seek an engineer.", List.of()));

        FoundJob found = find(looking("engineer")).jobs().get(0);

        assertThat(found.title()).isEqualTo("&lt;b&gt;<em>Enginer</em>&lt;&#x2F;b&gt; &amp; more");
        assertThat(found.excerpt())
                .contains("an <em>engineer</em>", "&lt;i&gt;")
                .doesNotContain("<i>");
    }

    @Test
    void leavesATextInWhichNothingWasFoundAsItIs() {
        has("Engineer, it is true");

        FoundJob found = find(new SearchCriteria("", List.of(), null, List.of(), false, null, null))
                .jobs()
                .get(0);

        assertThat(found.title()).isEqualTo("Engineer, it is true");
        assertThat(found.excerpt()).isEqualTo("Nothing else is said.");
    }

    @Test
    void keepsAnExcerptShort() {
        has(offer("Engineer", "word ".repeat(3_000) + "lamp " + "word ".repeat(900), List.of()));

        assertThat(find(looking("lamp")).jobs().get(0).excerpt())
                .contains("<em>lamp</em>")
                .hasSizeLessThan(400);
        assertThat(find(looking("engineer")).jobs().get(0).excerpt()).hasSizeLessThan(400);
    }

    @Test
    void completesTitlesAndSkillsByHowOftenTheyAre() {
        has(offer("Quarkologist", "Q", List.of("Quarks")));
        has(offer("Quarkologist", "Q", List.of("quarks", "SQL")));
        has("Senior quarkologist");
        index.refresh();

        assertThat(suggestions.complete("quark", 10))
                .containsExactly(
                        new Suggestion("Quarkologist", Suggestion.Kind.TITLE, 2),
                        new Suggestion("Quarks", Suggestion.Kind.SKILL, 2),
                        new Suggestion("Senior quarkologist", Suggestion.Kind.TITLE, 1));
        assertThat(suggestions.complete("senior qu", 10))
                .containsExactly(new Suggestion("Senior quarkologist", Suggestion.Kind.TITLE, 1));
        assertThat(suggestions.complete("quakol", 10))
                .contains(new Suggestion("Quarkologist", Suggestion.Kind.TITLE, 2));
        assertThat(suggestions.complete("🦄 .*", 10)).isEmpty();
    }

    private List<String> titles(String q) {
        return find(looking(q)).jobs().stream()
                .map(found -> found.job().offer().title())
                .toList();
    }

    private SearchFacets facets(SearchCriteria criteria) {
        return Objects.requireNonNull(find(criteria).facets());
    }

    private SearchResult find(SearchCriteria criteria) {
        index.refresh();
        return search.find(criteria, null, 20);
    }

    private static SearchCriteria looking(String q) {
        return new SearchCriteria(q, List.of(), null, List.of(), null, null, null);
    }

    private void has(String title) {
        has(offer(title, "Nothing else is said.", List.of()));
    }

    /** Adds a job that is a minute older than the one before. */
    private void has(Offer offer) {
        age++;
        index.put(new OpenJob(UUID.randomUUID(), UUID.randomUUID(), "Acme", NOW.minusSeconds(60L * age), offer));
    }

    private static Offer offer(String title, String description, List<String> skills) {
        return new Offer(UUID.randomUUID(), title, description, "FULL_TIME", null, null, skills, false);
    }

    private static Offer offer(
            String title, String employmentType, String location, @Nullable String salary, List<String> skills) {
        return new Offer(
                UUID.randomUUID(),
                title,
                "Nothing else is said.",
                employmentType,
                location,
                salary == null ? null : new Salary(BigDecimal.ONE, new BigDecimal(salary), "EUR"),
                skills,
                false);
    }
}
