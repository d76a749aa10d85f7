package dev.avenant.benchmarks.platform;

import static dev.avenant.benchmarks.platform.JobPlatform.APPLICATIONS;
import static dev.avenant.benchmarks.platform.JobPlatform.JOBS;
import static dev.avenant.benchmarks.platform.JobPlatform.SEARCH;
import static dev.avenant.benchmarks.platform.JobPlatform.USERS;

import dev.avenant.benchmarks.http.Connection;
import dev.avenant.benchmarks.platform.Population.Account;
import dev.avenant.benchmarks.platform.Population.Job;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;

/**
 * Registers, posts and applies at a set rate on a stack that runs, and prints how many requests a second were answered and
 * how soon; then at half the rate, and prints how soon the other services show the effects. Between two loads it waits
 * until nothing is left of the one before. What it made stays.
 */
public final class PlatformLoad {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    /** So many of the requests a second are watched for their effects: a watch costs the services a few requests itself. */
    private static final int WATCHED_PER_SECOND = 5;
    /** One of so many who register is an employer. */
    private static final int EMPLOYERS_AMONG_REGISTRATIONS = 4;

    private static final int LETTERS_OF_A_WORD = 12;

    private final LoadOptions options;
    private final JobPlatform platform;
    private final String run = Long.toString(System.nanoTime(), Character.MAX_RADIX);
    private Population population;
    private int registrations;
    private int postings;
    private int applications;

    private PlatformLoad(LoadOptions options) throws IOException, InterruptedException {
        this.options = options;
        this.platform = new JobPlatform(options.addresses());
        this.population = Population.make(platform, "load" + run, options.users(), options.jobs());
    }

    /** Runs it. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        LoadOptions options;
        try {
            options = LoadOptions.of(arguments);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.err.println(LoadOptions.USAGE);
            System.exit(2);
            return;
        }
        new PlatformLoad(options).run();
    }

    private void run() throws IOException, InterruptedException {
        options.home().ifPresent(StackMemory::print);
        awaitNoBacklog("the users and jobs that were made");
        if (options.parts().contains(LoadOptions.ANSWERS)) {
            measureAnswers();
        }
        if (options.parts().contains(LoadOptions.EFFECTS)) {
            measureEffects();
        }
        options.home().ifPresent(StackMemory::print);
    }

    private void measureAnswers() throws IOException, InterruptedException {
        printHead("answers", "requests/s");
        load(LoadOptions.REGISTRATION, USERS, options.plan(), this::register, List.of());
        load(LoadOptions.POSTING, JOBS, options.plan(), this::post, List.of());
        load(LoadOptions.APPLICATION, APPLICATIONS, options.plan(), this::apply, List.of());
    }

    private void measureEffects() throws IOException, InterruptedException {
        printHead("effects at half the rate", "seen");
        LoadPlan half = options.plan().atHalfTheRate();
        EffectWatch company = new EffectWatch("registration: the company in job-service");
        load(LoadOptions.REGISTRATION, USERS, half, watchedRegistration(half, company), List.of(company));
        EffectWatch statistics = new EffectWatch("posting: the figures in user-service");
        EffectWatch found = new EffectWatch("posting: found in search-service");
        load(LoadOptions.POSTING, JOBS, half, watchedPosting(half, statistics, found), List.of(statistics, found));
        EffectWatch count = new EffectWatch("application: the count in job-service");
        EffectWatch notice = new EffectWatch("application: the notice in user-service");
        load(
                LoadOptions.APPLICATION,
                APPLICATIONS,
                half,
                watchedApplication(half, count, notice),
                List.of(count, notice));
    }

    private void load(String name, String service, LoadPlan plan, OpenLoad.Shot shot, List<EffectWatch> watches)
            throws IOException, InterruptedException {
        if (!options.requests().contains(name)) {
            return;
        }
        population = population.signedInAgain();
        AtomicReference<ProcessorTime> before = new AtomicReference<>();
        OpenLoad.Outcome outcome =
                OpenLoad.run(plan, platform.address(service), shot, () -> before.set(processorTime()));
        ProcessorTime after = processorTime();
        for (EffectWatch watch : watches) {
            watch.awaitAll();
        }
        print(name + ", answered", outcome.perSecond(), outcome.micros(), outcome.failed());
        outcome.errors().forEach((error, times) -> System.out.println("  " + times + " times " + error));
        if (outcome.example() != null) {
            System.out.println("  such as " + outcome.example());
        }
        if (!after.millis().isEmpty()) {
            System.out.println("  processor time of each request: "
                    + after.perRequestSince(Objects.requireNonNull(before.get()), plan.measuredRequests()));
        }
        for (EffectWatch watch : watches) {
            print(watch.effect(), (double) watch.micros().getTotalCount(), watch.micros(), watch.unseen());
        }
        awaitNoBacklog(name);
    }

    private ProcessorTime processorTime() {
        return options.home().map(ProcessorTime::of).orElse(new ProcessorTime(Map.of()));
    }

    private void awaitNoBacklog(String cause) throws InterruptedException {
        Duration took = new Backlog(options.addresses()).awaitNone(PATIENCE);
        System.out.printf(Locale.ROOT, "  %.1f s until no event waited after %s%n", took.toMillis() / 1e3, cause);
    }

    private Connection.Reply register(Connection connection, int number, long dueAt) throws IOException {
        return register(connection, isEmployer(number));
    }

    private Connection.Reply register(Connection connection, boolean isEmployer) throws IOException {
        return connection.send(platform.registration(nextUsername(), isEmployer), true);
    }

    private synchronized String nextUsername() {
        registrations++;
        return "load" + run + "r" + registrations;
    }

    private static boolean isEmployer(int number) {
        return number % EMPLOYERS_AMONG_REGISTRATIONS == 0;
    }

    private OpenLoad.Shot watchedRegistration(LoadPlan plan, EffectWatch company) {
        return (connection, number, dueAt) -> {
            boolean isWatched = isWatched(plan, number);
            Connection.Reply reply = register(connection, isWatched || isEmployer(number));
            long answeredAt = System.nanoTime();
            if (isWatched && reply.status() == 201) {
                String path = "/api/companies?size=1&ownerId=" + JobPlatform.id(reply);
                company.begin(platform.reaches(JOBS, path, null, "total", 1), answeredAt, isMeasured(plan, number));
            }
            return reply;
        };
    }

    private Connection.Reply post(Connection connection, int number, long dueAt) throws IOException {
        int posting = nextPosting();
        Account employer = population.employer(posting);
        Connection.Reply reply = connection.send(platform.posting("Load " + posting, employer.token()), true);
        if (reply.status() == 201) {
            employer.posted().incrementAndGet();
        }
        return reply;
    }

    private synchronized int nextPosting() {
        return postings++;
    }

    private OpenLoad.Shot watchedPosting(LoadPlan plan, EffectWatch statistics, EffectWatch found) {
        return (connection, number, dueAt) -> {
            int posting = nextPosting();
            Account employer = population.employer(posting);
            boolean isWatched = isWatched(plan, number);
            String word = isWatched ? unlikeOthers(posting) : "" + posting;
            Connection.Reply reply = connection.send(platform.posting("Load " + word, employer.token()), true);
            long answeredAt = System.nanoTime();
            if (reply.status() != 201) {
                return reply;
            }
            int posted = employer.posted().incrementAndGet();
            if (isWatched) {
                boolean isMeasured = isMeasured(plan, number);
                String figures = "/api/users/" + employer.id() + "/employer-statistics";
                statistics.begin(
                        platform.reaches(USERS, figures, employer.token(), "jobsPosted", posted),
                        answeredAt,
                        isMeasured);
                found.begin(
                        platform.contains(SEARCH, "/api/search/jobs?q=" + word, JobPlatform.id(reply)),
                        answeredAt,
                        isMeasured);
            }
            return reply;
        };
    }

    /** A word that a search for another one, with its typing errors, does not find. */
    private String unlikeOthers(int number) {
        SplittableRandom random = new SplittableRandom(run.hashCode() * 31L + number);
        return random.ints(LETTERS_OF_A_WORD, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private Connection.Reply apply(Connection connection, int number, long dueAt) throws IOException {
        int application = nextApplication();
        Job job = population.job(application);
        String token = population.applicant(application).token();
        Connection.Reply reply = connection.send(platform.application(job.id(), token), true);
        if (reply.status() == 201) {
            job.applications().incrementAndGet();
            job.employer().notices().incrementAndGet();
        }
        return reply;
    }

    private synchronized int nextApplication() {
        return applications++;
    }

    private OpenLoad.Shot watchedApplication(LoadPlan plan, EffectWatch count, EffectWatch notice) {
        return (connection, number, dueAt) -> {
            int application = nextApplication();
            Job job = population.job(application);
            String token = population.applicant(application).token();
            Connection.Reply reply = connection.send(platform.application(job.id(), token), true);
            long answeredAt = System.nanoTime();
            if (reply.status() != 201) {
                return reply;
            }
            int counted = job.applications().incrementAndGet();
            Account employer = job.employer();
            int noticed = employer.notices().incrementAndGet();
            if (isWatched(plan, number)) {
                boolean isMeasured = isMeasured(plan, number);
                count.begin(
                        platform.reaches(JOBS, "/api/jobs/" + job.id(), null, "applicationCount", counted),
                        answeredAt,
                        isMeasured);
                String notices = "/api/users/" + employer.id() + "/notifications?size=1";
                notice.begin(
                        platform.reaches(USERS, notices, employer.token(), "total", noticed), answeredAt, isMeasured);
            }
            return reply;
        };
    }

    private static boolean isWatched(LoadPlan plan, int number) {
        return number % Math.max(1, plan.requestsPerSecond() / WATCHED_PER_SECOND) == 0;
    }

    private static boolean isMeasured(LoadPlan plan, int number) {
        return number >= plan.unmeasuredRequests();
    }

    private static void printHead(String what, String number) {
        System.out.printf(
                Locale.ROOT,
                "%-42s %10s %8s %8s %8s %8s %7s%n",
                what,
                number,
                "p50 ms",
                "p95 ms",
                "p99 ms",
                "max ms",
                "errors");
    }

    private static void print(String what, double number, Histogram micros, int errors) {
        System.out.printf(
                Locale.ROOT,
                "%-42s %10.0f %8.1f %8.1f %8.1f %8.1f %7d%n",
                what,
                number,
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(95) / 1e3,
                micros.getValueAtPercentile(99) / 1e3,
                micros.getMaxValue() / 1e3,
                errors);
    }
}
