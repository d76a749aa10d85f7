package jobplatform.demo;

import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import jobplatform.demo.DemoPlan.Application;
import jobplatform.demo.DemoPlan.Employer;
import jobplatform.demo.DemoPlan.Job;
import jobplatform.demo.DemoPlan.Outcome;
import jobplatform.demo.DemoPlan.Seeker;
import jobplatform.demo.ServiceClient.Answer;
import jobplatform.demo.Tally.Kind;

/**
 * Brings a plan into the platform: accounts, then jobs, so that seekers hear of those that suit, then applications and what
 * becomes of them, and in the end jobs are closed. All of it goes through the APIs, each request in the name of whose doing it
 * is. What is there already stays, so it can be run again, also after it was interrupted; whoever applied before is not
 * decided on again.
 *
 * <p>A service hears of what another one did moments later, so what it refuses for that reason is tried again for a while.
 */
final class DemoFill {

    private static final Duration UNTIL_KNOWN = Duration.ofSeconds(60);
    private static final int PAUSE_MILLISECONDS = 200;
    private static final int THREADS = 4;
    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;
    private static final int UNPROCESSABLE = 422;

    private final DemoPlan plan;
    private final Progress progress;
    private final Tally tally = new Tally();
    private final Accounts accounts;
    private final ServiceClient jobs;
    private final ServiceClient applications;
    private final Clock clock = Clock.systemUTC();
    private final Map<Integer, String> jobIds = new ConcurrentHashMap<>();
    private final Map<Application, String> newApplications = new ConcurrentHashMap<>();
    private final List<Job> newJobs = Collections.synchronizedList(new ArrayList<>());

    DemoFill(DemoPlan plan, Addresses addresses, Progress progress) {
        this.plan = plan;
        this.progress = progress;
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        accounts = new Accounts(new ServiceClient(http, "user-service", addresses.users()), tally, clock);
        jobs = new ServiceClient(http, "job-service", addresses.jobs());
        applications = new ServiceClient(http, "application-service", addresses.applications());
    }

    /**
     * Does all of it.
     *
     * @throws DemoFailure if a service is not there, or refuses what it should not
     */
    Tally run() {
        ExecutorService workers = Executors.newFixedThreadPool(THREADS);
        try {
            forEach(workers, "Employers", plan.employers(), employer -> {
                accounts.open(employer);
                progress.step();
            });
            forEach(workers, "Job seekers", plan.seekers(), seeker -> {
                accounts.open(seeker);
                progress.step();
            });
            forEach(workers, "Jobs", plan.employers(), this::post);
            forEach(workers, "Applications", plan.seekers(), this::apply);
            forEach(workers, "Decisions", plan.seekers(), this::decide);
            forEach(workers, "Closed jobs", plan.employers(), this::close);
            return tally;
        } finally {
            workers.shutdownNow();
            progress.close();
        }
    }

    private <T> void forEach(ExecutorService workers, String part, List<T> all, Consumer<T> work) {
        progress.begin(part);
        List<Future<?>> futures = new ArrayList<>();
        for (T each : all) {
            futures.add(workers.submit(() -> work.accept(each)));
        }
        for (Future<?> future : futures) {
            try {
                future.get();
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof DemoFailure failure) {
                    throw failure;
                }
                throw new IllegalStateException(failed.getCause());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new DemoFailure("Interrupted.");
            }
        }
        progress.end();
    }

    private void post(Employer employer) {
        Session session = accounts.session(employer.account());
        Map<String, String> present = jobsOf(session);
        for (Job job : employer.jobs()) {
            String id = present.get(job.title());
            if (id == null) {
                id = post(job, session);
                newJobs.add(job);
                tally.added(Kind.JOBS);
            } else {
                tally.present();
            }
            jobIds.put(job.number(), id);
            progress.step();
        }
    }

    /** The ids of the jobs that an employer has, by their titles. */
    private Map<String, String> jobsOf(Session session) {
        Answer answer = jobs.get("/api/jobs?size=100&employerId=" + session.userId(), session.token());
        if (!answer.isSuccess()) {
            throw jobs.refused("Listing jobs", answer);
        }
        Map<String, String> ids = new HashMap<>();
        answer.body()
                .path("items")
                .forEach(job ->
                        ids.put(job.path("title").asText(), job.path("id").asText()));
        return ids;
    }

    private String post(Job job, Session session) {
        Map<String, Object> body = new HashMap<>();
        body.put("employerId", session.userId());
        body.put("title", job.title());
        body.put("description", job.description());
        body.put("employmentType", job.employmentType());
        body.put("location", job.location());
        body.put("remote", job.isRemote());
        body.put("skills", job.skills());
        body.put("salary", Map.of("minimum", job.salary() - 5_000, "maximum", job.salary() + 5_000, "currency", "EUR"));
        body.put("draft", job.state() == Job.State.DRAFT);
        return onceKnown(jobs, "Posting the job " + job.title(), () -> jobs.post("/api/jobs", body, session.token()))
                .id();
    }

    private void apply(Seeker seeker) {
        Session session = accounts.session(seeker.account());
        for (Application application : seeker.applications()) {
            Answer answer = onceKnown(
                    applications,
                    "Applying as " + seeker.account().username(),
                    () -> applications.post(
                            "/api/jobs/" + jobIds.get(application.job()) + "/applications",
                            Map.of("applicantId", session.userId(), "coverLetter", application.coverLetter()),
                            session.token()));
            if (answer.isSuccess()) {
                newApplications.put(application, answer.id());
                tally.added(Kind.APPLICATIONS);
            } else {
                tally.present();
            }
            progress.step();
        }
    }

    /** Asks until the service has heard of what the request names; a conflict is an answer too. */
    private Answer onceKnown(ServiceClient service, String what, Supplier<Answer> request) {
        Instant end = clock.instant().plus(UNTIL_KNOWN);
        Answer answer = request.get();
        while ((answer.status() == UNPROCESSABLE || answer.status() == NOT_FOUND)
                && clock.instant().isBefore(end)) {
            Waiting.milliseconds(PAUSE_MILLISECONDS);
            answer = request.get();
        }
        if (!answer.isSuccess() && answer.status() != CONFLICT) {
            throw service.refused(what, answer);
        }
        return answer;
    }

    private void decide(Seeker seeker) {
        for (Application application : seeker.applications()) {
            if (application.outcome() != Outcome.NONE) {
                String id = newApplications.get(application);
                if (id != null) {
                    decide(id, application, seeker);
                    tally.added(Kind.DECISIONS);
                }
                progress.step();
            }
        }
    }

    private void decide(String id, Application application, Seeker seeker) {
        Session employer = accounts.session(employerOf(application).account());
        switch (application.outcome()) {
            case SHORTLISTED, REJECTED -> bring(id, application.outcome(), employer);
            case ACCEPTED -> {
                bring(id, Outcome.SHORTLISTED, employer);
                bring(id, Outcome.ACCEPTED, employer);
            }
            case WITHDRAWN -> bring(id, Outcome.WITHDRAWN, accounts.session(seeker.account()));
            case NONE -> throw new IllegalStateException("Nothing is decided");
        }
    }

    private void bring(String id, Outcome outcome, Session who) {
        Answer answer =
                applications.put("/api/applications/" + id + "/status", Map.of("status", outcome.name()), who.token());
        if (!answer.isSuccess()) {
            throw applications.refused("Deciding on an application", answer);
        }
    }

    private void close(Employer employer) {
        for (Job job : employer.jobs()) {
            if (job.state() == Job.State.CLOSED) {
                if (newJobs.contains(job)) {
                    close(job, accounts.session(employer.account()));
                }
                progress.step();
            }
        }
    }

    private void close(Job job, Session employer) {
        Answer answer = jobs.put(
                "/api/jobs/" + jobIds.get(job.number()) + "/status", Map.of("status", "CLOSED"), employer.token());
        if (!answer.isSuccess()) {
            throw jobs.refused("Closing the job " + job.title(), answer);
        }
    }

    private Employer employerOf(Application application) {
        return plan.employers().stream()
                .filter(employer -> employer.jobs().stream().anyMatch(job -> job.number() == application.job()))
                .findFirst()
                .orElseThrow();
    }
}
