package jobplatform.demo;

import dev.avenant.stack.command.RunningStack;
import java.io.Console;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import jobplatform.demo.DemoPlan.Account;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Fills the platform that runs with users, companies, jobs and applications, and says who can sign in. */
@Command(
        name = "avenant demo",
        sortOptions = false,
        description = {
            "Fills the platform that runs with made-up users, companies, jobs and applications.",
            "What is there already stays, so it may be run again."
        },
        footer = {
            "",
            "Exit codes: 0 done, 2 wrong usage, 3 could not run.",
            "",
            "Examples:",
            "  avenant demo",
            "  avenant demo --users 1000 --seed 7"
        })
final class DemoCommand implements Callable<Integer> {

    private static final int DONE = 0;
    private static final int WRONG_USAGE = 2;
    private static final int COULD_NOT_RUN = 3;
    private static final int LEAST_USERS = 2;
    private static final int MOST_USERS = 5_000;
    private static final int NAMED = 3;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and end.")
    @SuppressWarnings("UnusedVariable") // picocli looks at it
    private boolean isHelpAsked;

    @Option(
            names = "--users",
            paramLabel = "N",
            defaultValue = "200",
            description = "How many users, one in eight an employer; 200 unless set, 5000 at most.")
    private int users;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Another seed makes others; 1 unless set. The same seed and number make the same.")
    private long seed;

    @Option(
            names = "--home",
            paramLabel = "FOLDER",
            description = "Fill the stack that runs from there; .avenant in the clone unless set.")
    private @Nullable Path home;

    @Option(names = "--user-service", paramLabel = "URL", description = "Where user-service is.")
    private @Nullable URI userService;

    @Option(names = "--job-service", paramLabel = "URL", description = "Where job-service is.")
    private @Nullable URI jobService;

    @Option(names = "--application-service", paramLabel = "URL", description = "Where application-service is.")
    private @Nullable URI applicationService;

    @Option(
            names = "--allow-remote",
            description =
                    "Fill services that are not on this machine, too: everybody knows the password of these users.")
    private boolean allowRemote;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private final boolean isTerminal;

    DemoCommand(boolean isTerminal) {
        this.isTerminal = isTerminal;
    }

    /** Runs the command and exits with its code. */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(isTerminal(), out, err, arguments));
    }

    static int run(boolean isTerminal, PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine line = new CommandLine(new DemoCommand(isTerminal));
        line.setOut(out);
        line.setErr(err);
        line.setUsageHelpWidth(100);
        line.setParameterExceptionHandler((failure, words) -> {
            err.println(failure.getMessage() + ".");
            err.println("See avenant demo --help.");
            return WRONG_USAGE;
        });
        line.setExecutionExceptionHandler((failure, command, result) -> {
            if (failure instanceof DemoFailure) {
                err.println(failure.getMessage());
                return COULD_NOT_RUN;
            }
            throw failure;
        });
        return line.execute(arguments);
    }

    @SuppressWarnings("SystemConsoleNull") // on JDK 17 a redirected process has none; on 22 and later it is asked
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null || Runtime.version().feature() < 22) {
            return console != null;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    @Override
    public Integer call() {
        if (users < LEAST_USERS || users > MOST_USERS) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Expected " + LEAST_USERS + " to " + MOST_USERS + " for --users but found " + users);
        }
        Addresses addresses = addresses();
        requireLocal(addresses);
        DemoPlan plan = DemoPlan.of(seed, users);
        PrintWriter out = spec.commandLine().getOut();
        Progress progress = new Progress(spec.commandLine().getErr(), isTerminal, plan.steps());
        Tally tally = new DemoFill(plan, addresses, progress).run();
        out.println(tally);
        sayWhoCanSignIn(plan, addresses, out);
        return DONE;
    }

    private Addresses addresses() {
        Path folder = home != null
                ? home
                : Path.of(System.getProperty("avenant.repository", "")).resolve(".avenant");
        Optional<RunningStack> stack = RunningStack.at(folder.toAbsolutePath());
        return new Addresses(
                address(userService, stack, "user-service", 8001),
                address(jobService, stack, "job-service", 8002),
                address(applicationService, stack, "application-service", 8005));
    }

    private static URI address(@Nullable URI given, Optional<RunningStack> stack, String service, int standardPort) {
        if (given != null) {
            return URI.create(given.toString().replaceAll("/+$", ""));
        }
        int port = stack.flatMap(running -> running.port(service)).orElse(standardPort);
        return URI.create("http://localhost:" + port);
    }

    private void requireLocal(Addresses addresses) {
        for (URI address : List.of(addresses.users(), addresses.jobs(), addresses.applications())) {
            String host = address.getHost();
            if (host == null) {
                throw new ParameterException(
                        spec.commandLine(), "Expected an address such as http://localhost:8001 but found " + address);
            }
            if (!allowRemote && !isLoopback(host)) {
                throw new DemoFailure(
                        host + " is not this machine, and everybody knows the password of the users that this"
                                + " makes. If it may have them all the same, add --allow-remote.");
            }
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            throw new DemoFailure("The host " + host + " is not known. Correct the address and try again.");
        }
    }

    private static void sayWhoCanSignIn(DemoPlan plan, Addresses addresses, PrintWriter out) {
        out.println();
        out.println("All of them sign in with the password " + Accounts.PASSWORD + ", such as:");
        plan.employers().stream()
                .limit(NAMED)
                .forEach(employer -> out.println(line(employer.account(), "employer", employer.companyName())));
        plan.seekers().stream()
                .limit(NAMED)
                .forEach(seeker ->
                        out.println(line(seeker.account(), "job seeker", String.join(", ", seeker.skills()))));
        out.println();
        out.println("curl " + addresses.users() + "/api/auth/token -H 'Content-Type: application/json' \\");
        out.println("  -d '{\"username\":\"" + plan.employers().get(0).account().username() + "\",\"password\":\""
                + Accounts.PASSWORD + "\"}'");
    }

    private static String line(Account account, String type, String what) {
        return String.format("  %-28s %-10s  %s", account.username(), type, what);
    }
}
