package jobplatform.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import jobplatform.types.EmploymentType;
import jobplatform.types.SalaryRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("broker")
class SearchTest extends SearchServiceTestBase {

    @Test
    void ranksByWhereTheWordsAreAndThenByAge() {
        publish(job("Gardener", 1).setDescription("Knows a welder."));
        publish(job("Fitter", 2).setSkills(List.of(mark, "Welder")));
        publish(job("Old welder", 9));
        publish(job("Young welder", 3));
        publish(job("Welders' foreman", 4));
        awaitTotal(5);

        assertThat(titles("welder"))
                .containsExactly("Young welder", "Old welder", "Fitter", "Welders' foreman", "Gardener");
    }

    @Test
    void filtersByAllThatAJobHas() {
        publish(job("Full", 1).setLocation("Berlin, Germany").setRemote(true));
        publish(job("Part", 2).setEmploymentType(EmploymentType.PART_TIME).setLocation("Munich, Germany"));
        publish(job("Rich", 3).setSalary(salary("60000", "80000", "EUR")).setSkills(List.of(mark, "Go", "SQL")));
        publish(job("Swiss", 4).setSalary(salary("90000", "120000.50", "CHF")).setSkills(List.of(mark, "go")));
        awaitTotal(4);

        assertThat(titles("", "employmentType=PART_TIME")).containsExactly("Part");
        assertThat(titles("", "employmentType=PART_TIME", "employmentType=FULL_TIME"))
                .hasSize(4);
        assertThat(titles("", "location=germany")).containsExactly("Full", "Part");
        assertThat(titles("", "location=BERLIN")).containsExactly("Full");
        assertThat(titles("", "remote=true")).containsExactly("Full");
        assertThat(titles("", "remote=false")).containsExactly("Part", "Rich", "Swiss");
        assertThat(titles("", "skill=Go")).containsExactly("Rich", "Swiss");
        assertThat(titles("", "skill=Go", "skill=sql")).containsExactly("Rich");
        assertThat(titles("", "salary=80000", "currency=EUR")).containsExactly("Rich");
        assertThat(titles("", "salary=80000.01", "currency=EUR")).isEmpty();
        assertThat(titles("", "currency=CHF")).containsExactly("Swiss");
    }

    @Test
    void countsWhatTheFoundJobsHaveAndTheOtherChoicesOfAFilter() {
        publish(job("A", 1).setLocation("Berlin").setSalary(salary("50000", "70000", "EUR")));
        publish(job("B", 2).setLocation("berlin ").setRemote(true).setSkills(List.of(mark, "Java")));
        publish(job("C", 3).setLocation("Berlin").setEmploymentType(EmploymentType.CONTRACT));
        publish(job("D", 4).setLocation("Paris").setSalary(salary("200000", "900000", "EUR")));
        awaitTotal(4);

        FacetsSeen all = Objects.requireNonNull(search("").facets());
        FacetsSeen contracts =
                Objects.requireNonNull(search("", "employmentType=CONTRACT").facets());

        assertThat(all.employmentType()).containsExactly(new CountSeen("FULL_TIME", 3), new CountSeen("CONTRACT", 1));
        assertThat(all.location()).containsExactly(new CountSeen("Berlin", 3), new CountSeen("Paris", 1));
        assertThat(all.skill()).containsExactly(new CountSeen(mark, 4), new CountSeen("Java", 1));
        assertThat(all.remote()).containsExactly(new CountSeen("false", 3), new CountSeen("true", 1));
        assertThat(all.salary())
                .containsExactly(new BandSeen("EUR", 200_000, null, 1), new BandSeen("EUR", 60_000, 80_000, 1));
        assertThat(contracts.employmentType()).isEqualTo(all.employmentType());
        assertThat(contracts.location()).containsExactly(new CountSeen("Berlin", 1));
    }

    @Test
    void showsEachJobOnceWhileJobsComeAndGoBetweenThePages() {
        List<String> expected =
                Stream.of(1, 2, 3, 4, 5, 6).map(each -> "Baker " + each).toList();
        var jobs = expected.stream()
                .map(title -> publish(job(title, 10 + expected.indexOf(title))))
                .toList();
        awaitTotal(6);
        PageSeen first = search("baker", "size=2");

        publish(job("Baker of today", 1));
        publish(jobs.get(1).getJobId(), deleted(jobs.get(1), 2));
        awaitSearch("", page -> page.total() == 6 && page.items().get(0).title().equals("Baker of today"));

        List<String> seen = new ArrayList<>();
        PageSeen page = first;
        while (true) {
            page.items().forEach(hit -> seen.add(hit.title()));
            if (page.nextCursor() == null) {
                break;
            }
            page = search("baker", "size=2", "cursor=" + page.nextCursor());
            assertThat(page.facets()).isNull();
        }
        assertThat(seen).containsExactlyElementsOf(expected);
    }

    private static SalaryRange salary(String minimum, String maximum, String currency) {
        return SalaryRange.newBuilder()
                .setMinimum(new BigDecimal(minimum).setScale(2))
                .setMaximum(new BigDecimal(maximum).setScale(2))
                .setCurrency(currency)
                .build();
    }
}
