package jobplatform.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Registers employers, changes their profiles again and again, and now and then deletes one. */
final class UserWriter extends Writer {

    private static final int REGISTRATIONS_ONE_IN = 3;
    private static final int DELETIONS_ONE_IN = 40;

    private final URI users;
    private final int most;
    private final List<Version> own = new ArrayList<>();

    UserWriter(Platform platform, int most, long seed) {
        super(platform, seed);
        this.users = platform.uri("user-service", "/api/users");
        this.most = most;
    }

    @Override
    void write() throws IOException, InterruptedException {
        if (own.isEmpty() || (own.size() < most && oneIn(REGISTRATIONS_ONE_IN))) {
            register(this, users, "").ifPresent(own::add);
        } else if (oneIn(DELETIONS_ONE_IN)) {
            remove(any(own.size()));
        } else {
            change(any(own.size()));
        }
    }

    /** Registers an employer whose name ends so. */
    static Optional<Version> register(Writer writer, URI users, String suffix)
            throws IOException, InterruptedException {
        Instant begun = Instant.now();
        String name = "fault-" + UUID.randomUUID().toString().substring(0, 13) + suffix;
        Map<String, String> registration = Map.of(
                "username", name, "email", name + "@acme.example", "password", "correct horse", "userType", "EMPLOYER");
        HttpResponse<String> answer = writer.send("POST", users, registration);
        if (answer.statusCode() == 201) {
            return Optional.of(writer.acknowledged(Flow.USERS, answer, begun));
        }
        writer.history().unknown(Flow.USERS, "registration of " + name, answer.statusCode());
        return Optional.empty();
    }

    /** After a failure the user's version is read, since nobody knows whether the write took place. */
    private void change(int index) throws IOException, InterruptedException {
        Instant begun = Instant.now();
        Version before = own.get(index);
        URI user = URI.create(users + "/" + before.entity());
        HttpResponse<String> answer =
                send("PATCH", user, Map.of("version", before.number(), "fullName", "Name " + (before.number() + 1)));
        if (answer.statusCode() == 200) {
            own.set(index, acknowledged(Flow.USERS, answer, begun));
            return;
        }
        history().unknown(Flow.USERS, "change of " + before, answer.statusCode());
        if (answer.statusCode() == 409) {
            HttpResponse<String> current = get(user);
            if (current.statusCode() == 200) {
                own.set(index, version(current));
            }
        } else if (answer.statusCode() == 404) {
            own.remove(index);
        }
    }

    /** The version that a deletion makes is known only if the one before it was. */
    private void remove(int index) throws IOException, InterruptedException {
        Version before = own.remove(index);
        URI user = URI.create(users + "/" + before.entity());
        HttpResponse<String> current = get(user);
        if (current.statusCode() != 200) {
            return;
        }
        Instant begun = Instant.now();
        Version last = version(current);
        HttpResponse<String> answer = delete(user);
        if (answer.statusCode() == 204) {
            acknowledged(Flow.USERS, new Version(last.entity(), last.number() + 1), begun);
        } else {
            history().unknown(Flow.USERS, "deletion of " + last, answer.statusCode());
        }
    }
}
