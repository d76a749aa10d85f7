package jobplatform.demo;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jobplatform.demo.DemoPlan.Account;
import jobplatform.demo.DemoPlan.Employer;
import jobplatform.demo.DemoPlan.Seeker;
import jobplatform.demo.ServiceClient.Answer;
import jobplatform.demo.Tally.Kind;
import org.jspecify.annotations.Nullable;

/** Opens the accounts of the made-up users, and signs them in. One that is there already is taken for theirs. */
final class Accounts {

    /** All of them have it. */
    static final String PASSWORD = "demo-password";

    private static final int CONFLICT = 409;
    private static final int AS_REGISTERED = 1;

    private final ServiceClient users;
    private final Tally tally;
    private final Clock clock;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    Accounts(ServiceClient users, Tally tally, Clock clock) {
        this.users = users;
        this.tally = tally;
        this.clock = clock;
    }

    void open(Employer employer) {
        open(employer.account(), "EMPLOYER", employer.companyName(), Kind.EMPLOYERS);
    }

    void open(Seeker seeker) {
        Session session = open(seeker.account(), "JOB_SEEKER", null, Kind.JOB_SEEKERS);
        Map<String, Object> profile = new HashMap<>();
        profile.put("version", AS_REGISTERED); // what somebody has changed since then stays
        profile.put("skills", seeker.skills());
        profile.put("jobSuggestions", seeker.wantsSuggestions());
        if (seeker.location() != null) {
            profile.put("location", seeker.location());
        }
        Answer answer = users.patch("/api/users/" + session.userId(), profile, session.token());
        if (!answer.isSuccess() && answer.status() != CONFLICT) {
            throw users.refused("Changing the profile of " + seeker.account().username(), answer);
        }
    }

    private Session open(Account account, String type, @Nullable String companyName, Kind kind) {
        Map<String, Object> registration = new HashMap<>();
        registration.put("username", account.username());
        registration.put("email", account.email());
        registration.put("password", PASSWORD);
        registration.put("userType", type);
        registration.put("fullName", account.fullName());
        if (companyName != null) {
            registration.put("companyName", companyName);
        }
        Answer answer = users.post("/api/users", registration, null);
        if (answer.isSuccess()) {
            tally.added(kind);
        } else if (answer.status() == CONFLICT) {
            tally.present();
        } else {
            throw users.refused("Registering " + account.username(), answer);
        }
        Session session = new Session(users, account.username(), PASSWORD, clock);
        sessions.put(account.username(), session);
        return session;
    }

    /** How a user whose account was opened asks for something. */
    Session session(Account account) {
        Session session = sessions.get(account.username());
        if (session == null) {
            throw new IllegalStateException("No account was opened for " + account.username());
        }
        return session;
    }
}
