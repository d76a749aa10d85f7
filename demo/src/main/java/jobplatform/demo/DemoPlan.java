package jobplatform.demo;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the platform is to be filled with; the same for each seed and number of users.
 *
 * @param employers who post jobs
 * @param seekers who look for them
 */
record DemoPlan(List<Employer> employers, List<Seeker> seekers) {

    /** A seed whose names have no number behind them. */
    static final long PLAIN_SEED = 1;

    /** So many seekers there are for each employer. */
    private static final int SEEKERS_PER_EMPLOYER = 7;

    DemoPlan {
        employers = List.copyOf(employers);
        seekers = List.copyOf(seekers);
    }

    /** The plan of that seed for so many users, at least two. */
    static DemoPlan of(long seed, int users) {
        return new Draft(seed).plan(users);
    }

    /** All jobs of all employers. */
    List<Job> jobs() {
        return employers.stream().flatMap(employer -> employer.jobs().stream()).toList();
    }

    /** All applications of all seekers. */
    List<Application> applications() {
        return seekers.stream()
                .flatMap(seeker -> seeker.applications().stream())
                .toList();
    }

    /** How many users, jobs and applications there are, decisions on these, and jobs to close. */
    int steps() {
        long decisions = applications().stream()
                .filter(application -> application.outcome() != Outcome.NONE)
                .count();
        long closed =
                jobs().stream().filter(job -> job.state() == Job.State.CLOSED).count();
        return (int) (employers.size()
                + seekers.size()
                + jobs().size()
                + applications().size()
                + decisions
                + closed);
    }

    /** How an account is opened. */
    record Account(String username, String email, String fullName) {}

    /** A user who posts jobs. */
    record Employer(Account account, String companyName, List<Job> jobs) {}

    /** A job, which no other job of its employer shares its title with. */
    record Job(
            int number,
            String title,
            String description,
            String location,
            boolean isRemote,
            String employmentType,
            int salary,
            List<String> skills,
            State state) {

        /** Where it stands in the end. */
        enum State {
            DRAFT,
            OPEN,
            CLOSED
        }
    }

    /** A user who looks for jobs. */
    record Seeker(
            Account account,
            List<String> skills,
            @Nullable String location,
            boolean wantsSuggestions,
            List<Application> applications) {}

    /** An application for the job of that number. */
    record Application(int job, String coverLetter, Outcome outcome) {}

    /** What becomes of an application. */
    enum Outcome {
        NONE,
        SHORTLISTED,
        ACCEPTED,
        REJECTED,
        WITHDRAWN
    }

    /** A plan that is being made. */
    private static final class Draft {

        private static final List<String> EMPLOYMENT_TYPES =
                List.of("FULL_TIME", "FULL_TIME", "FULL_TIME", "PART_TIME", "CONTRACT", "TEMPORARY", "INTERNSHIP");

        private static final List<Outcome> OUTCOMES = List.of(
                Outcome.NONE,
                Outcome.NONE,
                Outcome.NONE,
                Outcome.SHORTLISTED,
                Outcome.SHORTLISTED,
                Outcome.REJECTED,
                Outcome.REJECTED,
                Outcome.ACCEPTED,
                Outcome.WITHDRAWN);

        private final Random random;
        private final String suffix;
        private final Set<String> usernames = new HashSet<>();
        private final List<Job> jobs = new ArrayList<>();
        private final List<Occupation> occupationOfJob = new ArrayList<>();

        Draft(long seed) {
            random = new Random(seed);
            suffix = seed == PLAIN_SEED ? "" : "-" + seed;
        }

        DemoPlan plan(int users) {
            int employers = Math.max(1, users / (SEEKERS_PER_EMPLOYER + 1));
            return new DemoPlan(
                    IntStream.range(0, employers).mapToObj(this::employer).toList(),
                    IntStream.range(employers, users).mapToObj(each -> seeker()).toList());
        }

        private Employer employer(int number) {
            Occupation occupation = Occupation.ALL.get(number % Occupation.ALL.size());
            String city = oneOf(Words.CITIES);
            String company = oneOf(Words.COMPANY_NAMES) + " " + occupation.branch();
            List<Job> own = new ArrayList<>();
            for (String title : someOf(occupation.titles(), 1)) {
                own.add(job(title, occupation, company, city));
            }
            return new Employer(account(), company, own);
        }

        private Job job(String title, Occupation occupation, String company, String city) {
            List<String> skills = someOf(occupation.skills(), 2);
            Job job = new Job(
                    jobs.size(),
                    title,
                    company + " looks for a " + title + " in " + city + ". You bring " + String.join(", ", skills)
                            + ", and we bring a good team, time to learn and a fair salary.",
                    city,
                    occupation.isRemotePossible() && random.nextInt(3) == 0,
                    oneOf(EMPLOYMENT_TYPES),
                    occupation.salary() + 1_000 * (random.nextInt(17) - 8),
                    skills,
                    state());
            jobs.add(job);
            occupationOfJob.add(occupation);
            return job;
        }

        private Job.State state() {
            int chance = random.nextInt(10);
            if (chance == 0) {
                return Job.State.DRAFT;
            }
            return chance == 1 ? Job.State.CLOSED : Job.State.OPEN;
        }

        private Seeker seeker() {
            Occupation occupation = oneOf(Occupation.ALL);
            Account account = account();
            List<String> skills = someOf(occupation.skills(), 1);
            String city = random.nextInt(6) == 0 ? null : oneOf(Words.CITIES);
            return new Seeker(account, skills, city, random.nextInt(3) != 0, applications(account, occupation, skills));
        }

        private List<Application> applications(Account account, Occupation occupation, List<String> skills) {
            List<Application> applications = new ArrayList<>();
            for (Job job : jobs) {
                boolean isOwnWork = occupationOfJob.get(job.number()).equals(occupation);
                if (job.state() != Job.State.DRAFT && isOwnWork && applications.size() < 4 && random.nextBoolean()) {
                    applications.add(new Application(
                            job.number(),
                            "I would like to work as " + job.title() + ". I know " + String.join(", ", skills)
                                    + ". Kind regards, " + account.fullName(),
                            oneOf(OUTCOMES)));
                }
            }
            return applications;
        }

        private Account account() {
            String first = oneOf(Words.FIRST_NAMES);
            String last = oneOf(Words.LAST_NAMES);
            String stem = plain(first) + "." + plain(last);
            String username = stem + suffix;
            for (int number = 2; !usernames.add(username); number++) {
                username = stem + number + suffix;
            }
            return new Account(username, username + "@example.com", first + " " + last);
        }

        /** Small letters from a to z, as a username has them. */
        private static String plain(String name) {
            return Normalizer.normalize(name, Normalizer.Form.NFD)
                    .replace('ı', 'i')
                    .replaceAll("\\p{M}", "")
                    .toLowerCase(Locale.ROOT);
        }

        private <T> T oneOf(List<T> all) {
            return all.get(random.nextInt(all.size()));
        }

        /** At least so many of them, in their order. */
        private List<String> someOf(List<String> all, int least) {
            List<String> some = new ArrayList<>(all);
            int size = least + random.nextInt(all.size() - least + 1);
            while (some.size() > size) {
                some.remove(random.nextInt(some.size()));
            }
            return some;
        }
    }
}
