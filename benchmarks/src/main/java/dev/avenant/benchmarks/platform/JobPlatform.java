package dev.avenant.benchmarks.platform;

import dev.avenant.benchmarks.http.Connection;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The requests of users to the platform, as they go over the wire.
 *
 * @param addresses of the services, by their names
 */
record JobPlatform(Map<String, URI> addresses) {

    static final String USERS = "user-service";
    static final String JOBS = "job-service";
    static final String APPLICATIONS = "application-service";
    static final String SEARCH = "search-service";

    private static final String PASSWORD = "load-password";
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final Pattern TOKEN = Pattern.compile("\"accessToken\":\"([^\"]+)\"");

    JobPlatform {
        addresses = Map.copyOf(addresses);
    }

    URI address(String service) {
        URI address = addresses.get(service);
        if (address == null) {
            throw new IllegalArgumentException("There is no address of " + service);
        }
        return address;
    }

    byte[] registration(String username, boolean isEmployer) {
        String company = isEmployer ? ",\"companyName\":\"Company of " + username + "\"" : "";
        return post(USERS, "/api/users", null, """
                {"username":"%1$s","email":"%1$s@example.com","password":"%2$s","userType":"%3$s","fullName":"Load %1$s"%4$s}
                """.formatted(
                username, PASSWORD, isEmployer ? "EMPLOYER" : "JOB_SEEKER", company).strip());
    }

    byte[] signIn(String username) {
        return post(USERS, "/api/auth/token", null, """
                {"username":"%s","password":"%s"}
                """.formatted(username, PASSWORD)
                .strip());
    }

    byte[] posting(String title, String token) {
        return post(JOBS, "/api/jobs", token, """
                {"title":"%s","description":"%s","employmentType":"FULL_TIME","location":"Berlin","remote":true,\
                "skills":["Java","Kafka","PostgreSQL"],"salary":{"minimum":50000,"maximum":70000,"currency":"EUR"}}
                """.formatted(
                title, "What is to be done, for whom, and with what. ".repeat(10)).strip());
    }

    byte[] application(String jobId, String token) {
        return post(APPLICATIONS, "/api/jobs/" + jobId + "/applications", token, """
                {"coverLetter":"%s"}
                """.formatted(
                "I have done that before, and gladly. ".repeat(8)).strip());
    }

    byte[] get(String service, String path, @Nullable String token) {
        Map<String, String> headers = token == null ? Map.of() : Map.of("Authorization", "Bearer " + token);
        return Connection.request(address(service), "GET", path, headers, "");
    }

    private byte[] post(String service, String path, @Nullable String token, String body) {
        Map<String, String> json = Map.of("Content-Type", "application/json");
        Map<String, String> headers =
                token == null ? json : Map.of("Content-Type", "application/json", "Authorization", "Bearer " + token);
        return Connection.request(address(service), "POST", path, headers, body);
    }

    static String id(Connection.Reply created) throws IOException {
        return first(ID, created);
    }

    static String accessToken(Connection.Reply signedIn) throws IOException {
        return first(TOKEN, signedIn);
    }

    private static String first(Pattern pattern, Connection.Reply reply) throws IOException {
        Matcher matcher = pattern.matcher(reply.body());
        if (!matcher.find()) {
            throw new IOException("Expected " + pattern + " but found " + reply.status() + " " + reply.body());
        }
        return matcher.group(1);
    }

    /** The question whether a number in an answer is that large by now. */
    EffectWatch.Question reaches(String service, String path, @Nullable String token, String field, long least) {
        Pattern number = Pattern.compile("\"" + field + "\":(\\d+)");
        return question(service, path, token, body -> {
            Matcher matcher = number.matcher(body);
            return matcher.find() && Long.parseLong(matcher.group(1)) >= least;
        });
    }

    /** The question whether an answer has that text in it by now. */
    EffectWatch.Question contains(String service, String path, String text) {
        return question(service, path, null, body -> body.contains(text));
    }

    private EffectWatch.Question question(
            String service, String path, @Nullable String token, java.util.function.Predicate<String> shown) {
        URI server = address(service);
        byte[] request = get(service, path, token);
        return new EffectWatch.Question() {
            @Override
            public URI server() {
                return server;
            }

            @Override
            public byte[] request() {
                return request;
            }

            @Override
            public boolean isShownBy(String body) {
                return shown.test(body);
            }
        };
    }
}
