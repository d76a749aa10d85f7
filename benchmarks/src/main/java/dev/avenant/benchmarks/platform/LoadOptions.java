package dev.avenant.benchmarks.platform;

import dev.avenant.stack.command.RunningStack;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a run was asked for.
 *
 * @param parts which of {@link #ALL_PARTS} are measured
 * @param requests with which of {@link #ALL_REQUESTS}
 * @param home of the stack, whose memory and processor time are looked at; empty to look at none
 * @param addresses of the services, by their names
 * @param plan of the requests; of half as many for their effects
 * @param users how many employers there are, and as many job seekers
 * @param jobs how many jobs they apply for
 */
record LoadOptions(
        Set<String> parts,
        Set<String> requests,
        Optional<Path> home,
        Map<String, URI> addresses,
        LoadPlan plan,
        int users,
        int jobs) {

    static final String ANSWERS = "answers";
    static final String EFFECTS = "effects";

    static final String REGISTRATION = "registration";
    static final String POSTING = "posting";
    static final String APPLICATION = "application";

    private static final List<String> ALL_PARTS = List.of(ANSWERS, EFFECTS);
    private static final List<String> ALL_REQUESTS = List.of(REGISTRATION, POSTING, APPLICATION);

    private static final Map<String, Integer> STANDARD_PORTS = Map.of(
            "user-service", 8001,
            "job-service", 8002,
            "notification-service", 8003,
            "search-service", 8004,
            "application-service", 8005,
            "analytics-service", 8006);

    static final String USAGE = """
            PlatformLoad [--home FOLDER] [--rate N] [--warm-up SECONDS] [--seconds SECONDS] [--users N] [--jobs N]
                         [--connections N] [--only answers|effects]
                         [--requests registration|posting|application] [--at SERVICE=URL]...

            Finds the stack that runs from .avenant, or from --home; --at says where a service is instead.
            Unless set: 300 requests a second, 15 seconds to warm up, 30 measured, 100 employers and 100 job seekers,
            1000 jobs, 64 connections.
            """;

    /** @throws IllegalArgumentException if they are not understood */
    static LoadOptions of(String... arguments) {
        Map<String, String> given = new HashMap<>();
        Map<String, URI> addresses = new LinkedHashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException("Expected a value after " + arguments[i] + " but found none");
            }
            String value = arguments[i + 1];
            if (arguments[i].equals("--at")) {
                String[] parts = value.split("=", 2);
                addresses.put(parts[0], URI.create(parts[parts.length - 1]));
            } else {
                given.put(arguments[i], value);
            }
        }
        Optional<RunningStack> stack = addresses.isEmpty()
                ? RunningStack.at(
                        Path.of(given.getOrDefault("--home", ".avenant")).toAbsolutePath())
                : Optional.empty();
        given.remove("--home");
        STANDARD_PORTS.forEach((service, standard) -> addresses.computeIfAbsent(
                service,
                name -> URI.create("http://localhost:"
                        + stack.flatMap(running -> running.port(name)).orElse(standard))));
        LoadPlan plan = new LoadPlan(
                number(given, "--rate", 300),
                Duration.ofSeconds(number(given, "--warm-up", 15)),
                Duration.ofSeconds(number(given, "--seconds", 30)),
                number(given, "--connections", 64));
        LoadOptions options = new LoadOptions(
                chosen(given, "--only", ALL_PARTS),
                chosen(given, "--requests", ALL_REQUESTS),
                stack.map(RunningStack::home),
                addresses,
                plan,
                number(given, "--users", 100),
                number(given, "--jobs", 1000));
        if (!given.isEmpty()) {
            throw new IllegalArgumentException("Unknown: " + String.join(", ", given.keySet()));
        }
        options.requireEnoughToApplyFor();
        return options;
    }

    private static Set<String> chosen(Map<String, String> given, String name, List<String> all) {
        String only = given.remove(name);
        if (only != null && !all.contains(only)) {
            throw new IllegalArgumentException("Expected one of " + all + " for " + name + " but found " + only);
        }
        return only == null ? Set.copyOf(all) : Set.of(only);
    }

    private static int number(Map<String, String> given, String name, int unlessSet) {
        String value = given.remove(name);
        return value == null ? unlessSet : Integer.parseInt(value);
    }

    private void requireEnoughToApplyFor() {
        int applications = plan.requests() + plan.atHalfTheRate().requests();
        if (users * jobs < applications) {
            throw new IllegalArgumentException("Expected more than " + applications
                    + " pairs of a job seeker and a job, since nobody applies twice, but found " + users + " times "
                    + jobs);
        }
    }
}
