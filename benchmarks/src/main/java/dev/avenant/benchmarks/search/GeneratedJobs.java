package dev.avenant.benchmarks.search;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jobplatform.job.events.JobCreated;
import jobplatform.types.EmploymentType;
import jobplatform.types.JobStatus;
import jobplatform.types.SalaryRange;

/** Jobs and queries that look like those of a job board, the same ones in each run. */
final class GeneratedJobs {

    private static final List<String> LEVELS = List.of("", "Junior ", "Senior ", "Lead ", "Principal ", "Working ");
    private static final List<String> FIELDS = List.of(
            "Software", "Data", "Network", "Sales", "Marketing", "Hardware", "Security", "Cloud", "Quality", "Product");
    private static final List<String> ROLES = List.of(
            "Engineer", "Developer", "Analyst", "Manager", "Architect", "Consultant", "Designer", "Administrator");
    private static final List<String> SKILLS = List.of(
            "Java",
            "Kafka",
            "PostgreSQL",
            "Python",
            "Go",
            "C++",
            "C#",
            "Kubernetes",
            "Terraform",
            "React",
            "SQL",
            "Spring",
            "Avro",
            "Linux",
            "Excel",
            "English",
            "German",
            "Negotiation",
            "Photoshop",
            "Salesforce");
    private static final List<String> PLACES = List.of(
            "Berlin", "Munich", "Hamburg", "Paris", "Lyon", "Zurich", "Vienna", "London", "Madrid", "Warsaw", "Prague");
    private static final List<String> SYLLABLES = List.of(
            "ka", "lo", "mi", "ter", "an", "so", "ber", "ni", "ru", "vel", "dor", "es", "ti", "ga", "on", "pra");
    private static final int VOCABULARY = 20_000;
    private static final int WORDS_OF_A_DESCRIPTION = 120;
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final Random random;
    private final List<String> vocabulary;

    GeneratedJobs(long seed) {
        random = new Random(seed);
        vocabulary = Stream.generate(this::word).limit(VOCABULARY).toList();
    }

    JobCreated job() {
        int minimum = 20_000 + random.nextInt(80) * 1_000;
        return JobCreated.newBuilder()
                .setJobId(new UUID(random.nextLong(), random.nextLong()))
                .setVersion(1)
                .setCompanyId(new UUID(random.nextLong(), random.nextLong()))
                .setEmployerId(new UUID(random.nextLong(), random.nextLong()))
                .setTitle(title())
                .setDescription(description())
                .setLocation(one(PLACES))
                .setEmploymentType(random.nextInt(4) == 0 ? EmploymentType.CONTRACT : EmploymentType.FULL_TIME)
                .setSalary(SalaryRange.newBuilder()
                        .setMinimum(BigDecimal.valueOf(minimum).setScale(2))
                        .setMaximum(BigDecimal.valueOf(minimum + 15_000L).setScale(2))
                        .setCurrency(random.nextInt(5) == 0 ? "CHF" : "EUR")
                        .build())
                .setSkills(
                        Stream.generate(() -> one(SKILLS)).limit(4).distinct().toList())
                .setStatus(JobStatus.OPEN)
                .setCreatedAt(NOW.minus(Duration.ofMinutes(random.nextInt(43_200))))
                .setRemote(random.nextInt(3) == 0)
                .setCompanyName(one(vocabulary))
                .build();
    }

    /** What somebody looks for: a fifth each of broad, narrow, misspelt, unfinished and filtered searches. */
    String query() {
        return switch (random.nextInt(5)) {
            case 0 -> "q=" + one(ROLES);
            case 1 -> "q=" + (one(FIELDS) + "+" + one(ROLES) + "+" + one(PLACES));
            case 2 -> "q=" + misspelt(one(FIELDS)) + "+" + misspelt(one(ROLES));
            case 3 -> "q=" + one(vocabulary).substring(0, 3);
            default ->
                "q=" + one(ROLES) + "&location=" + one(PLACES) + "&employmentType=FULL_TIME&currency=EUR&salary=60000";
        };
    }

    private String title() {
        return one(LEVELS) + one(FIELDS) + " " + one(ROLES);
    }

    private String description() {
        return Stream.generate(this::commonWord)
                .limit(WORDS_OF_A_DESCRIPTION)
                .collect(Collectors.joining(" ", "", "."));
    }

    /** Few words are frequent and most are rare, as in every language; now and then one that people look for. */
    private String commonWord() {
        if (random.nextInt(60) == 0) {
            return one(random.nextBoolean() ? ROLES : SKILLS);
        }
        double share = random.nextDouble();
        return vocabulary.get((int) (share * share * share * VOCABULARY));
    }

    private String word() {
        return Stream.generate(() -> one(SYLLABLES))
                .limit(2 + random.nextInt(3))
                .collect(Collectors.joining());
    }

    private String misspelt(String word) {
        int place = 1 + random.nextInt(word.length() - 1);
        return word.substring(0, place) + word.substring(Math.min(place + 1, word.length()));
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
