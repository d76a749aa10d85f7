package dev.avenant.benchmarks.platform;

import dev.avenant.benchmarks.http.Connection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** The users and jobs that a run works with, made through the APIs before it. */
final class Population {

    private static final int CLIENTS = 8;
    private static final int UNTIL_KNOWN_MILLIS = 60_000;
    private static final int PAUSE_MILLIS = 100;
    private static final int NOT_KNOWN = 422;

    private final JobPlatform platform;
    private final List<Account> employers;
    private final List<Account> seekers;
    private final List<Job> jobs;

    private Population(JobPlatform platform, List<Account> employers, List<Account> seekers, List<Job> jobs) {
        this.platform = platform;
        this.employers = employers;
        this.seekers = seekers;
        this.jobs = jobs;
    }

    /**
     * A user who has signed in.
     *
     * @param posted how many jobs the user has posted
     * @param notices how many notices there are for the user
     */
    record Account(String username, String id, String token, AtomicInteger posted, AtomicInteger notices) {}

    /**
     * A job of one of the employers.
     *
     * @param applications how many were sent for it
     */
    record Job(String id, Account employer, AtomicInteger applications) {}

    /**
     * Registers that many employers and as many job seekers, with names that begin with the prefix, and posts jobs.
     *
     * @param jobs how many, the employers in turn
     */
    static Population make(JobPlatform platform, String prefix, int users, int jobs)
            throws IOException, InterruptedException {
        List<Account> employers = all(users, number -> register(platform, prefix + "e" + number, true));
        List<Account> seekers = all(users, number -> register(platform, prefix + "s" + number, false));
        List<Job> posted = all(jobs, number -> post(platform, employers.get(number % users), number));
        return new Population(platform, employers, seekers, posted);
    }

    /** The same with new access tokens, since those of before expire within minutes. */
    Population signedInAgain() throws IOException, InterruptedException {
        List<Account> again = all(employers.size(), number -> signIn(employers.get(number)));
        List<Account> others = all(seekers.size(), number -> signIn(seekers.get(number)));
        List<Job> same = new ArrayList<>();
        for (Job job : jobs) {
            same.add(new Job(job.id(), again.get(employers.indexOf(job.employer())), job.applications()));
        }
        return new Population(platform, again, others, same);
    }

    Account employer(int number) {
        return employers.get(number % employers.size());
    }

    Job job(int number) {
        return jobs.get(number % jobs.size());
    }

    /** Who applies with that number for the {@link #job} of it: another one each time that the job's turn comes. */
    Account applicant(int number) {
        return seekers.get((number + number / jobs.size()) % seekers.size());
    }

    /** How many applications there can be. */
    int mostApplications() {
        return jobs.size() * seekers.size();
    }

    private static Account register(JobPlatform platform, String username, boolean isEmployer) throws IOException {
        try (Connection connection = new Connection(platform.address(JobPlatform.USERS))) {
            String id = JobPlatform.id(connection.send(platform.registration(username, isEmployer), true));
            String token = JobPlatform.accessToken(connection.send(platform.signIn(username), true));
            return new Account(username, id, token, new AtomicInteger(), new AtomicInteger());
        }
    }

    private Account signIn(Account account) throws IOException {
        try (Connection connection = new Connection(platform.address(JobPlatform.USERS))) {
            String token = JobPlatform.accessToken(connection.send(platform.signIn(account.username()), true));
            return new Account(account.username(), account.id(), token, account.posted(), account.notices());
        }
    }

    /** Waits until job-service has heard of the employer. */
    private static Job post(JobPlatform platform, Account employer, int number)
            throws IOException, InterruptedException {
        byte[] posting = platform.posting("Load " + number, employer.token());
        try (Connection connection = new Connection(platform.address(JobPlatform.JOBS))) {
            Connection.Reply reply = connection.send(posting, true);
            for (int waited = 0; reply.status() == NOT_KNOWN && waited < UNTIL_KNOWN_MILLIS; waited += PAUSE_MILLIS) {
                Thread.sleep(PAUSE_MILLIS);
                reply = connection.send(posting, true);
            }
            String id = JobPlatform.id(reply);
            employer.posted().incrementAndGet();
            return new Job(id, employer, new AtomicInteger());
        }
    }

    /** Makes something of each number. */
    @FunctionalInterface
    private interface Making<T> {
        T make(int number) throws IOException, InterruptedException;
    }

    private static <T> List<T> all(int count, Making<T> making) throws IOException, InterruptedException {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Callable<T>> work = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                work.add(() -> making.make(number));
            }
            List<T> made = new ArrayList<>();
            for (Future<T> one : clients.invokeAll(work)) {
                made.add(one.get());
            }
            return made;
        } catch (ExecutionException failed) {
            throw new IOException("The users and jobs of the load could not be made", failed.getCause());
        } finally {
            clients.shutdownNow();
        }
    }
}
