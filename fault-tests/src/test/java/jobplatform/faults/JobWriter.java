package jobplatform.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Registers a few employers, posts jobs for them, closes and opens these again and again, and removes some. */
final class JobWriter extends Writer {

    private static final int EMPLOYERS = 3;
    private static final int POSTINGS_ONE_IN = 3;
    private static final int REMOVALS_ONE_IN = 20;
    private static final List<String> INSTANCES = List.of("job-service", PlatformDefinition.SECOND_JOB_SERVICE);

    private final URI users;
    private final int most;
    private final List<UUID> employers = new ArrayList<>();
    private final List<Version> own = new ArrayList<>();

    JobWriter(Platform platform, int most, long seed) {
        super(platform, seed);
        this.users = platform.uri("user-service", "/api/users");
        this.most = most;
    }

    @Override
    void write() throws IOException, InterruptedException {
        if (employers.size() < EMPLOYERS) {
            UserWriter.register(this, users, "-jobs").map(Version::entity).ifPresent(employers::add);
        } else if (own.isEmpty() || (own.size() < most && oneIn(POSTINGS_ONE_IN))) {
            post();
        } else if (oneIn(REMOVALS_ONE_IN)) {
            remove(any(own.size()));
        } else {
            changeStatus(any(own.size()));
        }
    }

    /** Both instances take them. */
    private URI jobs() {
        return platform().uri(INSTANCES.get(any(INSTANCES.size())), "/api/jobs");
    }

    private void post() throws IOException, InterruptedException {
        Instant begun = Instant.now();
        UUID employer = employers.get(any(employers.size()));
        Map<String, Object> posting = Map.of(
                "employerId",
                employer,
                "title",
                "Baker",
                "description",
                "Bakes before sunrise.",
                "employmentType",
                "FULL_TIME");
        HttpResponse<String> answer = send("POST", jobs(), posting);
        if (answer.statusCode() == 201) {
            own.add(acknowledged(Flow.JOBS, answer, begun));
        } else {
            history().unknown(Flow.JOBS, "job of " + employer, answer.statusCode());
        }
    }

    /** Answers the job as it is then, which another attempt may have made so; so only a later version is a new one. */
    private void changeStatus(int index) throws IOException, InterruptedException {
        Instant begun = Instant.now();
        Version before = own.get(index);
        URI status = URI.create(jobs() + "/" + before.entity() + "/status");
        HttpResponse<String> answer = send("PUT", status, Map.of("status", oneIn(2) ? "OPEN" : "CLOSED"));
        if (answer.statusCode() == 200) {
            own.set(index, acknowledged(Flow.JOBS, answer, begun));
        } else {
            history().unknown(Flow.JOBS, "status of " + before, answer.statusCode());
        }
    }

    /** What nobody else changes has the version that was answered last, unless an answer was missing since. */
    private void remove(int index) throws IOException, InterruptedException {
        Version before = own.remove(index);
        URI job = URI.create(jobs() + "/" + before.entity());
        HttpResponse<String> current = get(job);
        if (current.statusCode() != 200) {
            return;
        }
        Instant begun = Instant.now();
        Version last = version(current);
        HttpResponse<String> answer = delete(job);
        if (answer.statusCode() == 204) {
            acknowledged(Flow.JOBS, new Version(last.entity(), last.number() + 1), begun);
        } else {
            history().unknown(Flow.JOBS, "removal of " + last, answer.statusCode());
        }
    }
}
