package dev.avenant.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.avenant.cli.Shell.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How a console is asked, as whom, and what is said of one that does not answer as it should. What commands say of the answers
 * of a real one has its tests there.
 */
@Tag("fast")
class AskedConsoleTest {
    private static final String NO_GROUPS = "{\"items\":[],\"total\":0,\"next\":null}";

    /** What sets the title of a terminal and turns the direction of writing, as JSON. */
    private static final String HOSTILE = "a\\u001b]0;b\\u202e";

    private static final String WRITTEN_OUT = "a\\u001b]0;b\\u202e";
    private static final String HOSTILE_GROUP = "{\"name\":\"" + HOSTILE
            + "\",\"kind\":\"classic\",\"state\":\"empty\",\"members\":0,\"topics\":1,\"lag\":2}";
    private static final String GROUP = "{\"name\":\"billing\",\"kind\":\"share\",\"state\":\"" + HOSTILE
            + "\",\"clients\":[{\"id\":\"1\",\"clientId\":\"" + HOSTILE + "\",\"host\":\"" + HOSTILE
            + "\"}],\"partitions\":[{\"topic\":\"orders\",\"partition\":0,\"member\":\"" + HOSTILE + "\"}]}";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private String url = "";
    private final Deque<Answer> first = new ConcurrentLinkedDeque<>();
    private Answer answer = new Answer(200, "application/json", NO_GROUPS, Map.of());

    /** The connection ends without one. */
    private static final Answer LOST = new Answer(0, "", "", Map.of());

    private record Answer(int status, String type, String body, Map<String, String> headers) {}

    @BeforeEach
    void somethingThatAnswers() throws IOException {
        start(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0), "http://127.0.0.1:");
    }

    private void start(HttpServer created, String beginning) {
        server = created;
        url = beginning + created.getAddress().getPort();
        created.createContext("/", this::answer);
        created.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI()
                + (authorization == null ? "" : " " + authorization));
        String order = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        if (!order.isEmpty()) {
            told.add(order);
        }
        Answer next = first.isEmpty() ? answer : first.remove();
        if (next.equals(LOST)) {
            exchange.close();
            return;
        }
        byte[] body = next.body().getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", next.type());
        next.headers().forEach(exchange.getResponseHeaders()::add);
        exchange.sendResponseHeaders(next.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void answers(int status, String type, String body) {
        answer = new Answer(status, type, body, Map.of());
    }

    private void refuses(int status, String detail, Map<String, String> headers) {
        answer = new Answer(
                status,
                "application/problem+json",
                "{\"status\":" + status + ",\"title\":\"x\",\"detail\":\"" + detail + "\"}",
                headers);
    }

    private Result list(String... more) {
        return Shell.runIn(
                environment,
                Stream.concat(Stream.of("groups", "list", "--console", url), Stream.of(more))
                        .toList());
    }

    private String file(String... lines) throws IOException {
        return Files.write(folder.resolve("console.properties"), List.of(lines)).toString();
    }

    private Result listWith(String... lines) throws IOException {
        return list("--command-config", file(lines));
    }

    private static String basic(String credentials) {
        return " Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
    }

    @Test
    void asksAsNobodyWhereNobodyIsNamed() {
        assertThat(list()).isEqualTo(new Result(0, "There is no group on " + url + ".\n", ""));
        assertThat(asked).containsExactly("GET /api/v1/groups?limit=1000");
    }

    @Test
    void asksAsWhomTheFileOrTheEnvironmentSays() throws IOException {
        String file = file("console.url=" + url + "/", "console.user=ada", "console.password=gr\u00fc\u00df: dich");
        assertThat(Shell.runIn(environment, List.of("groups", "list", "--command-config", file))
                        .exitCode())
                .isZero();
        environment.put("AVENANT_CONSOLE_TOKEN", "abc.def");
        assertThat(list().exitCode()).isZero();
        assertThat(list("--command-config", file).exitCode()).isZero();
        environment.put("AVENANT_CONSOLE_PASSWORD", "of the environment");
        assertThat(listWith("console.user=olga").exitCode()).isZero();

        String ada = "GET /api/v1/groups?limit=1000" + basic("ada:gr\u00fc\u00df: dich");
        assertThat(asked)
                .containsExactly(
                        ada,
                        "GET /api/v1/groups?limit=1000 Bearer abc.def",
                        ada,
                        "GET /api/v1/groups?limit=1000" + basic("olga:of the environment"));
    }

    @Test
    void asksAboutTheClusterThatIsNamed() {
        answers(200, "application/json", "[{\"name\":\"eu\"},{\"name\":\"us\"}]");

        Result unknown = list("--cluster", "asia");
        Result known = list("--cluster", "us");

        assertThat(unknown)
                .isEqualTo(
                        new Result(2, "", "The console at " + url + " shows you no cluster asia. It shows eu, us.\n"));
        assertThat(known.exitCode()).isEqualTo(3);
        assertThat(asked)
                .containsExactly(
                        "GET /api/v1/clusters", "GET /api/v1/clusters", "GET /api/v1/clusters/us/groups?limit=1000");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        dead-letters,replay,a.b.dlt,--all,--registry,http://localhost:1 | --registry cannot be used with a console: it asks the one of its own settings.
        groups,pause,--service,http://localhost:1                       | Expected a GROUP with --console but found none.
        events,search,orders,--header,`tenant=a `                       | A blank at either end of --type or --header cannot be used with a console: it leaves it out.
        events,tail,orders,--type,` Paid`                               | A blank at either end of --type or --header cannot be used with a console: it leaves it out.
        """)
    void refusesWhatTheConsoleWouldDoOtherwise(String words, String why) {
        List<String> command =
                Stream.of(words.split(",")).map(word -> word.replace("`", "")).toList();

        assertThat(Shell.runIn(
                        environment,
                        Stream.concat(command.stream(), Stream.of("--console", url))
                                .toList()))
                .isEqualTo(new Result(2, "", why + "\n"));
        assertThat(asked).isEmpty();
    }

    @Test
    void saysWhatWasDoneAlsoWhereTheRestIsRefused() {
        first.add(new Answer(
                200,
                "application/json",
                "[{\"instance\":\"http://a\",\"topic\":\"orders\",\"now\":{\"state\":\"paused\"},\"problem\":null}]",
                Map.of()));
        refuses(409, "There is nothing to pause.", Map.of());

        assertThat(Shell.runIn(
                        environment,
                        List.of(
                                "groups",
                                "pause",
                                "billing",
                                "--topic",
                                "orders",
                                "--topic",
                                "users",
                                "--console",
                                url)))
                .isEqualTo(new Result(3, "http://a: orders is paused\n", "There is nothing to pause.\n"));
    }

    @Test
    void refusesAClusterOfNoConsole() {
        assertThat(Shell.runIn(
                        environment, List.of("groups", "pause", "--service", "http://localhost:1", "--cluster", "us")))
                .isEqualTo(new Result(
                        2, "", "Expected --console with --cluster, which names a cluster of it, but found none.\n"));
    }

    @Test
    void asksKafkaWhereTheLineNamesIt() throws IOException {
        Result direct = Shell.runIn(
                environment,
                List.of(
                        "groups",
                        "list",
                        "--bootstrap-servers",
                        "127.0.0.1:1",
                        "--timeout",
                        "1",
                        "--command-config",
                        file("console.url=" + url)));

        assertThat(direct.err()).startsWith("Kafka at 127.0.0.1:1 did not answer within 1 s.");
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        console.user=ada                            | Expected console.user and console.password together but found only console.user.
        console.password=secret                     | Expected console.user and console.password together but found only console.password.
        console.user=a:da,console.password=secret   | Expected a name without a colon in console.user, since a colon ends the name in the header that carries it, but found a:da.
        console.token=to ken                        | Expected an access token in console.token but found characters that none has, such as blanks or the end of a line.
        console.token=token,console.user=ada,console.password=secret | Expected console.token, or console.user and console.password, but found both.
        console.pasword=secret                      | In FILE: Unknown setting console.pasword. Did you mean console.password?
        console.allow.plaintext=perhaps             | In FILE: Invalid value perhaps for configuration console.allow.plaintext: Expected value to be either true or false.
        """)
    void refusesSettingsThatCannotBeMeant(String settings, String why) throws IOException {
        Result refused = listWith(settings.split(",", -1));

        assertThat(refused)
                .isEqualTo(new Result(
                        2,
                        "",
                        why.replace("FILE", folder.resolve("console.properties").toString()) + "\n"));
        assertThat(asked).isEmpty();
    }

    @Test
    void sendsNoCredentialsOverANetworkUnencrypted() throws IOException {
        server.stop(0);
        start(
                HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 2}), 0), 0),
                "http://127.0.0.2:");

        Result refused = listWith("console.user=ada", "console.password=secret");
        assertThat(asked).isEmpty();
        Result allowed = listWith("console.user=ada", "console.password=secret", "console.allow.plaintext=true");

        assertThat(refused)
                .isEqualTo(new Result(
                        2,
                        "",
                        "Expected https for the console at " + url + ", since credentials sent to another host over"
                                + " http can be read on the way. Name it with https, or set"
                                + " console.allow.plaintext=true.\n"));
        assertThat(allowed.exitCode()).isZero();
        assertThat(asked).hasSize(1);
        assertThat(list().exitCode()).as("nobody is named").isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://ada:secret@", "http://ada:se/cr?et@", "http://ada:s@cr/et@", "http://secret\n/secret@"})
    void takesNoPasswordInTheAddressAndDoesNotSayIt(String beginning) {
        String place = "127.0.0.1:" + server.getAddress().getPort();
        url = beginning + place;

        assertThat(list())
                .isEqualTo(new Result(
                        2,
                        "",
                        "Expected the address of a console, such as https://console.example, without user and password,"
                                + " but found http://" + place + ".\n"));
        assertThat(Shell.runIn(environment, List.of("groups", "pause", "--service", url)))
                .isEqualTo(new Result(
                        2,
                        "",
                        "Expected a --service like http://localhost:8082, without user and password, but found http://"
                                + place + ".\n"));
        assertThat(asked).isEmpty();
    }

    @Test
    void saysHowToSignInWhereTheConsoleHasToKnowWhoAsks() throws IOException {
        refuses(401, "This needs to be signed in.", Map.of("WWW-Authenticate", "Basic realm=\"Avenant console\""));
        Result nobody = list();
        Result wrong = listWith("console.user=ada", "console.password=secret");
        refuses(401, "This needs to be signed in.", Map.of("WWW-Authenticate", "Bearer"));
        Result noToken = list();

        String how = "console.user and console.password in the file of --command-config, or AVENANT_CONSOLE_USER and"
                + " AVENANT_CONSOLE_PASSWORD.\n";
        assertThat(nobody).isEqualTo(new Result(3, "", "The console at " + url + " has to know who asks. Set " + how));
        assertThat(wrong)
                .isEqualTo(new Result(
                        3,
                        "",
                        "The console at " + url + " refused the credentials: This needs to be signed in. Check "
                                + how));
        assertThat(noToken)
                .isEqualTo(new Result(
                        3,
                        "",
                        "The console at " + url + " has to know who asks. Set console.token (an access token of its"
                                + " OpenID provider) in the file of --command-config, or AVENANT_CONSOLE_TOKEN.\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        400 | 2 | Why.
        422 | 2 | Why.
        403 | 3 | The console at URL does not let you: Why.
        404 | 3 | Why.
        409 | 3 | Why.
        429 | 3 | The console at URL takes no more for now: Why. Try again in 60 s.
        500 | 3 | The console at URL could not answer: Why.
        503 | 3 | The console at URL could not answer: Why.
        """)
    void saysWhatTheConsoleSays(int status, int exitCode, String said) {
        refuses(status, "Why.", status == 429 ? Map.of("Retry-After", "60") : Map.of());
        first.add(answer);
        answers(200, "application/json", "[]");

        assertThat(list()).isEqualTo(new Result(exitCode, "", said.replace("URL", url) + "\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        200 | text/html                               | <html>             | no JSON
        200 | application/json                        | {"items":[         | no JSON
        302 | text/html                               | ``                 | status 302, which leads to https://id.example/sign-in
        404 | application/vnd.schemaregistry.v1+json  | {"error_code":404} | status 404
        404 | application/problem+json                | {"detail":"Why."}  | status 404
        401 | text/html                               | <html>             | status 401
        502 | text/html                               | <html>             | status 502
        """)
    void saysThatItIsNoConsole(int status, String type, String body, String found) {
        answer = new Answer(
                status,
                type,
                body,
                status == 302 ? Map.of("Location", "https://id.example/sign-in?state=1") : Map.of());

        assertThat(list())
                .isEqualTo(new Result(
                        3,
                        "",
                        "Expected a console at " + url + " but found something else (" + found + "). Name the console"
                                + " with --console, as https://console.example, without the path of a page.\n"));
    }

    private Result showGroup() {
        return Shell.runIn(environment, List.of("groups", "show", "billing", "--console", url));
    }

    private Result isUnlike(String path, String name) {
        return new Result(
                3,
                "",
                "The console at " + url + " answered GET /api/v1/" + path + " without \"" + name
                        + "\" as this command knows it. Is it a console, and of the version of this command?\n");
    }

    @Test
    void saysThatTheConsoleMayBeOfAnotherVersion() {
        answers(200, "application/json", "{\"items\":[{\"name\":\"a\",\"kind\":\"classic\"}],\"total\":1}");
        Result withoutState = list();
        answers(200, "application/json", GROUP.replace("share", "tomorrow's"));
        Result ofANewKind = showGroup();
        answers(200, "application/json", replay("null").body().replace("\"leftOut\":{}", "\"leftOut\":{\"PARKED\":1}"));
        Result inANewState = Shell.runIn(
                environment, List.of("dead-letters", "replay", "a.b.dlt", "--all", "--dry-run", "--console", url));

        assertThat(withoutState).isEqualTo(isUnlike("groups", "state"));
        assertThat(ofANewKind).isEqualTo(isUnlike("groups/billing", "kind"));
        assertThat(inANewState).isEqualTo(isUnlike("dead-letters/a.b.dlt/replay", "leftOut"));
    }

    @Test
    void endsWhereAListLeadsToThePartThatItIs() {
        answers(200, "application/json", "{\"items\":[],\"total\":0,\"next\":\"again\"}");

        assertThat(list())
                .isEqualTo(new Result(
                        3,
                        "",
                        "The console at " + url + " answered GET /api/v1/groups with the same part of the list again."
                                + " Is it a console?\n"));
        assertThat(asked).hasSize(2);
    }

    @Test
    void takesNoAnswerWithoutEnd() {
        server.removeContext("/");
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            byte[] part = "[1,".repeat(1 << 18).getBytes(UTF_8);
            while (true) {
                exchange.getResponseBody().write(part);
            }
        });

        assertThat(list())
                .isEqualTo(new Result(
                        3,
                        "",
                        "The console at " + url
                                + " did not answer: the answer is longer than 67108864 bytes. Check that it"
                                + " runs and can be reached from here.\n"));
    }

    @Test
    void writesOutWhatWouldMoveTheCursorOrTurnTheDirection() {
        answers(200, "application/json", "{\"items\":[" + HOSTILE_GROUP + "],\"total\":1,\"next\":null}");
        Result listed = list();
        answers(200, "application/json", GROUP);
        Result shown = showGroup();
        answers(200, "application/json", "[{\"name\":\"" + HOSTILE + "\"}]");
        Result otherCluster = list("--cluster", "us");
        Result ended = replayed(replay(job(false, false, 1, "\"" + HOSTILE + "\"")));

        assertThat(listed.out()).contains(WRITTEN_OUT + "  classic  empty");
        assertThat(shown.out()).startsWith("billing: share group, " + WRITTEN_OUT + ", 1 member, 0 records behind\n");
        assertThat(otherCluster.err()).endsWith("It shows " + WRITTEN_OUT + ".\n");
        assertThat(ended.err()).startsWith("The console ended it after 1 of 2 messages: " + WRITTEN_OUT);
        for (Result each : List.of(listed, shown, otherCluster, ended)) {
            assertThat(each.out() + each.err()).doesNotContain("\u001b", "\u202e");
        }
    }

    /** What a console says of a replay of two messages: how far it is, as JSON. */
    private static Answer replay(String job) {
        return new Answer(
                200,
                "application/json",
                "{\"planned\":2,\"listed\":\"L\",\"leftOut\":{},\"failedTooOften\":0,\"unread\":0,\"letters\":{},\"missing\":null,"
                        + "\"job\":" + job + "}",
                Map.of());
    }

    private static String job(boolean isRunning, boolean wasStopped, int sent, String problem) {
        return "{\"running\":" + isRunning + ",\"stopped\":" + wasStopped + ",\"planned\":2,\"sent\":" + sent
                + ",\"problem\":" + problem + "}";
    }

    private Result replayed(Answer... jobs) {
        first.clear();
        first.add(unread(7));
        first.add(replay("null"));
        first.add(new Answer(202, "text/plain", "", Map.of()));
        first.addAll(List.of(jobs));
        return Shell.runIn(
                environment,
                List.of("dead-letters", "replay", "orders.books.dlt", "--all", "--rate", "5", "--console", url));
    }

    @Test
    void waitsUntilTheConsoleHasReadTheTopicAndIsDone() {
        Result done = replayed(
                replay(job(true, false, 0, "null")),
                replay(job(true, false, 1, "null")),
                replay(job(false, false, 2, "null")));

        assertThat(done).isEqualTo(new Result(0, "Replayed 2 messages to orders.books.replay.\n", ""));
        String path = " /api/v1/dead-letters/orders.books.dlt/replay";
        String look = "GET" + path + "?limit=1";
        assertThat(asked).containsExactly(look, look, "POST" + path, look, look, look);
        assertThat(told).containsExactly("{\"listed\":\"L\",\"rate\":5.0}");
    }

    @Test
    void endsWhereTheConsoleGetsNoFurtherInTheTopic() {
        first.add(unread(9));
        answer = unread(7);

        Result stuck = Shell.runIn(
                environment,
                List.of("dead-letters", "drop", "orders.books.dlt", "--all", "--reason", "x", "--console", url));

        assertThat(stuck)
                .isEqualTo(new Result(
                        3,
                        "",
                        "The console at " + url
                                + " has yet to read about 7 messages and gets no further. Try again later.\n"));
    }

    private static Answer unread(int messages) {
        return new Answer(
                200,
                "application/json",
                replay("null").body().replace("\"unread\":0", "\"unread\":" + messages),
                Map.of());
    }

    @Test
    void saysWhatBecameOfWhatItWaitedFor() {
        String again = " Run the command again; it goes on where it ended.\n";

        assertThat(replayed(replay(job(false, true, 1, "null"))))
                .isEqualTo(new Result(3, "", "Somebody stopped it in the console after 1 of 2 messages." + again));
        assertThat(replayed(replay(job(false, false, 1, "\"Kafka is away.\""))))
                .isEqualTo(new Result(3, "", "The console ended it after 1 of 2 messages: Kafka is away." + again));
        assertThat(replayed(replay("null")))
                .isEqualTo(
                        new Result(3, "", "The console was started anew before it had told that it was done." + again));
        assertThat(replayed(new Answer(502, "text/html", "", Map.of())).err())
                .startsWith("Expected a console at " + url + " but found something else (status 502).")
                .endsWith(" It had begun, and may go on." + again);
    }

    @Test
    void saysWhatMayHaveBeenWrittenWhereTheConsoleIsLostWhileItWrites() {
        first.add(new Answer(200, "application/json", "{\"subjects\":[\"orders-value\"]}", Map.of()));
        String schema = "{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"Paid\\\",\\\"fields\\\":[]}";
        first.add(new Answer(200, "application/json", "{\"schema\":\"" + schema + "\"}", Map.of()));
        first.add(new Answer(200, "application/json", "{\"id\":\"4711\",\"checked\":\"C\"}", Map.of()));
        answer = LOST;

        Result lost =
                Shell.runWith("{}\n{}\n", List.of("events", "produce", "orders", "--event", "Paid", "--console", url));

        assertThat(lost.exitCode()).isEqualTo(3);
        assertThat(lost.err())
                .startsWith("The console at " + url + " did not answer: ")
                .endsWith(". Check that it runs and can be reached from here. The event may have been written all the"
                        + " same: avenant events follow 4711 finds it then.\n");
        assertThat(told).as("nothing behind it").hasSize(2);
    }

    private static Answer records(int from, int to, int end) {
        return new Answer(
                200,
                "application/json",
                "{\"records\":[],\"searched\":" + (to - from) + ",\"total\":" + end
                        + ",\"partitions\":{\"0\":{\"begin\":0,\"from\":" + from + ",\"to\":" + to + ",\"end\":" + end
                        + "}}}",
                Map.of());
    }

    /** A console reads on at the end of what there is. */
    @Test
    void endsWhereATopicIsAnotherOneOfTheSameName() {
        first.add(records(0, 0, 100));
        first.add(records(0, 100, 100));
        answer = records(5, 5, 5);

        assertThat(Shell.runIn(environment, List.of("events", "tail", "orders", "--from-beginning", "--console", url)))
                .isEqualTo(new Result(
                        3,
                        "",
                        "Partition 0 of orders ends at 5 by now, and was read up to 100 before: the topic was made anew, or"
                                + " has lost records. Run the command again.\n"));
    }

    private static Answer usage(int searched, boolean isWhole, String away) {
        return new Answer(
                200,
                "application/json",
                "{\"topics\":[\"orders\"],\"searched\":" + searched + ",\"total\":9,\"isWhole\":" + isWhole
                        + ",\"away\":" + away + ",\"versions\":[]}",
                Map.of());
    }

    private Result usageOf(String subject) {
        return Shell.runIn(environment, List.of("subjects", "usage", subject, "--console", url));
    }

    @Test
    void asksForTheUsageOfASubjectUntilAllRecordsWereLookedAt() {
        first.add(usage(4, false, "null"));
        first.add(usage(8, false, "null"));
        first.add(usage(9, true, "null"));

        Result whole = usageOf("orders-value");

        assertThat(whole.err()).isEmpty();
        assertThat(whole.out()).startsWith("Searched 9 records, all of them, on orders.\n");
        assertThat(asked).hasSize(3).containsOnly("GET /api/v1/subjects/orders-value/usage");
    }

    @Test
    void endsWhereTheUsageOfASubjectIsNotKnown() {
        first.add(usage(4, false, "null"));
        answer = usage(4, false, "null");
        Result stuck = usageOf("orders-value");
        answer = usage(0, false, "\"Kafka did not answer.\"");
        Result away = usageOf("orders-value");

        assertThat(stuck)
                .isEqualTo(new Result(
                        3,
                        "",
                        "The console at " + url + " looked at 4 of 9 records and gets no further. Try again later.\n"));
        assertThat(away)
                .isEqualTo(new Result(
                        3, "", "The console at " + url + " could not look at the records: Kafka did not answer.\n"));
        assertThat(asked).hasSize(3);
    }

    @Test
    void asksAboutSubjectsWhereTheFileSaysSoUnlessTheLineNamesTheRegistry() throws IOException {
        String file = file("console.url=" + url);

        Result through = Shell.runIn(environment, List.of("subjects", "list", "--command-config", file));
        Result direct = Shell.runIn(
                environment, List.of("subjects", "list", "--registry", "http://127.0.0.1:1", "--command-config", file));

        assertThat(through).isEqualTo(new Result(0, "The console at " + url + " shows you no subject.\n", ""));
        assertThat(asked).hasSize(1);
        assertThat(asked.get(0)).startsWith("GET /api/v1/subjects?").contains("limit=1000", "q=");
        assertThat(direct.exitCode()).isEqualTo(3);
        assertThat(direct.err()).contains("http://127.0.0.1:1");
    }

    @Test
    void saysThatNobodyAnswers() throws Exception {
        server.stop(0);

        assertThat(list())
                .isEqualTo(
                        new Result(
                                3,
                                "",
                                "The console at " + url
                                        + " did not answer: no connection. Check that it runs and can be reached from here.\n"));
    }

    @Test
    void waitsNoLongerThanItIsTold() {
        answer = new Answer(200, "application/json", NO_GROUPS, Map.of());
        server.removeContext("/");
        server.createContext("/", exchange -> exchange.sendResponseHeaders(200, 5));

        assertThat(list("--timeout", "1"))
                .isEqualTo(new Result(
                        3,
                        "",
                        "The console at " + url
                                + " did not answer within 1 s. Check that it runs and can be reached from"
                                + " here, or give it longer with --timeout.\n"));
    }
}
