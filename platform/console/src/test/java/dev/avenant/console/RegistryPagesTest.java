package dev.avenant.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The pages about the registry, which need no Kafka. */
@Tag("fast")
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "avenant.console.bootstrap-servers=localhost:1",
            "avenant.console.timeout=3s",
            "spring.main.cloud-platform=kubernetes"
        })
class RegistryPagesTest {

    private static final ShopRegistry shop = ShopRegistry.open();

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void lookHere(DynamicPropertyRegistry properties) {
        properties.add("avenant.console.registry-url", shop::url);
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''            | 4 subjects Subject Type Version Id a/b;c%d\\e?f#g h Named 1 4 orders-shop.Order Order 2 3 shop.Money Money 1 1 txt.\\u202eexe Named 1 5",
                "ORDERS        | 1 subject for ORDERS Subject Type Version Id orders-shop.Order Order 2 3",
                "currency      | 1 subject for currency Subject Type Version Id shop.Money field Money currency Money 1 1",
                "pii           | 1 subject for pii Subject Type Version Id orders-shop.Order tag of buyer PII Order 2 3",
                "decimal       | 1 subject for decimal Subject Type Version Id shop.Money logical type of value decimal Money 1 1",
                "sent          | 1 subject for sent Subject Type Version Id orders-shop.Order symbol of State SENT Order 2 3",
                "who+order     | 1 subject for who order Subject Type Version Id orders-shop.Order documentation of buyer Who pays. Order 2 3",
                "pii+currency  | No subject for pii currency",
            })
    void aSubjectIsFoundByAllThatItsSchemaSays(String asked, String found) {
        assertThat(Page.at(port, "/subjects?q=" + asked).main())
                .isEqualTo("Subjects Name, field, documentation, tag or logical type Find " + found);
    }

    @Test
    void aVersionShowsWhatItHoldsAndWhatChangedInIt() {
        Page page = Page.at(port, "/subjects/orders-shop.Order");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.main())
                .startsWith("Subjects › orders-shop.Order Order Somebody ordered. v1 v2"
                        + " 3 changes since v1 Backward BREAKS Forward BREAKS"
                        + " Subject orders-shop.Order Schema id 3 Namespace shop Compatibility BACKWARD Mode READWRITE"
                        + " References shop.Money v1")
                .contains("Fields Name Type Default What it means"
                        + " buyer PII null or string null Who pays."
                        + " total Money shop.Money v1 What it comes to."
                        + " state State NEW, PAID, SENT"
                        + " items list of Item article string What was bought. count long"
                        + " shop string Where.");
    }

    @Test
    void aSharedTypeSaysWhoUsesIt() {
        assertThat(Page.at(port, "/subjects/shop.Money").main())
                .contains("Referenced by orders-shop.Order v1 orders-shop.Order v2");
    }

    @Test
    void theFirstVersionHasNothingBeforeIt() {
        assertThat(Page.at(port, "/subjects/orders-shop.Order?version=1").main())
                .contains("v1 v2 Subject orders-shop.Order")
                .doesNotContain("since");
    }

    @Test
    void theDifferenceOfTwoVersionsIsJudgedAndProved() {
        assertThat(Page.at(port, "/subjects/orders-shop.Order/diff?from=1&to=2").main())
                .isEqualTo("Subjects › orders-shop.Order Order v1 → v2"
                        + " Who it concerns, and the way to it What changed added /shop string added /state symbol SENT widened /items/[]/count int → long"
                        + " What each level says Level Verdict"
                        + " BACKWARD the level of this subject BREAKS FORWARD BREAKS FULL BREAKS"
                        + " What was found Backward BREAKS The newer schema reads what was written with the older one."
                        + " /shop The reader needs shop.Order.shop, which the writer does not have, and the field has no"
                        + " default. field-without-default"
                        + " Written {\"buyer\": null, \"total\": {\"value\": \"\\u0001\", \"currency\": \"\"},"
                        + " \"state\": \"NEW\", \"items\": []}"
                        + " Reading fails AvroTypeException: Found shop.Order, expecting shop.Order, missing required field"
                        + " shop"
                        + " Forward BREAKS The older schema reads what is written with the newer one."
                        + " /state The writer of shop.State has SENT, which the reader does not know, and the reader's enum"
                        + " has no default. enum-symbol-unknown Written {\"state\": \"SENT\", …}"
                        + " Reading fails AvroTypeException: No match for SENT"
                        + " What to do: Write a new symbol only once every reader knows it."
                        + " /items/[]/count long was written and int is expected, which Avro cannot read from it."
                        + " type-changed Written {\"items\": [{\"count\": 1, …}], …}"
                        + " Reading fails AvroTypeException: Found long, expecting int");
    }

    @Test
    void theOtherWayRoundIsAnotherDifference() {
        assertThat(Page.at(port, "/subjects/orders-shop.Order/diff?from=2&to=1").main())
                .contains("Order v2 → v1", "removed /shop string", "narrowed /items/[]/count long → int");
    }

    @Test
    void aSchemaIdLeadsToItsVersions() {
        assertThat(Page.at(port, "/schemas/1").main())
                .startsWith("Subjects Schema 1 An amount. Registered as shop.Money v1 Fields");
    }

    @Test
    void oneSearchLooksEverywhereAndSaysWhoIsAway() {
        assertThat(Page.at(port, "/search?q=1").main())
                .startsWith("Search: 1 Kafka at localhost:1 did not answer: ")
                .contains("Schema id Schema 1 Money")
                .contains("2 subjects for 1", "documentation of currency ISO 4217.");
    }

    @Test
    void anyNameHasAPage() {
        String awkward = URLEncoder.encode(ShopRegistry.AWKWARD_NAME, StandardCharsets.UTF_8)
                .replace("+", "%20");

        assertThat(Page.at(port, "/subjects").html()).contains("href=\"/subjects/" + awkward + "\"");
        assertThat(Page.at(port, "/subjects/" + awkward).main()).contains("Subject " + ShopRegistry.AWKWARD_NAME);
        assertThat(Page.at(port, "/subjects/" + awkward + "/diff?from=1&to=1").main())
                .contains("Nothing that matters");
    }

    @Test
    void thePathsOfAllNamesLeadOn() {
        for (String link : Page.at(port, "/subjects").links("/subjects/")) {
            Page subject = Page.at(port, link);
            assertThat(subject.status()).as(link).isEqualTo(200);
            for (String next : subject.links(link)) {
                assertThat(Page.at(port, next).status()).as(next).isEqualTo(200);
            }
        }
    }

    @Test
    void whatSchemasSayIsTextThatNeitherRunsNorTurns() {
        Page script = Page.at(
                port,
                "/subjects/"
                        + URLEncoder.encode(ShopRegistry.AWKWARD_NAME, StandardCharsets.UTF_8)
                                .replace("+", "%20"));
        Page turning =
                Page.at(port, "/subjects/" + URLEncoder.encode(ShopRegistry.TURNING_NAME, StandardCharsets.UTF_8));

        assertThat(script.html())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script>alert");
        assertThat(turning.text())
                .contains("txt.\\u202eexe", "ends with \\u202egpj.exe")
                .doesNotContain("\u202e");
        assertThat(Page.at(port, "/search?q=%3Cscript%3E%E2%80%AE").html())
                .contains("Search: &lt;script&gt;\\u202e")
                .doesNotContain("<script>\u202e");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/schemas/99 | 404 | Nothing here No schema has the id 99.",
                "/schemas/x | 400 | That address is off id: expected a whole number but found 'x'.",
                "/subjects/nobody/check | 404 | Nothing here No subject nobody is registered. The list of subjects has those that are.",
                "/subjects/orders-shop.Order?version=0 | 404 | Nothing here No subject orders-shop.Order with a version 0 is registered. The list of subjects has those that are.",
                "/subjects/orders-shop.Order/diff?from=7&to=2 | 404 | Nothing here No subject orders-shop.Order with a version 7 is registered. The list of subjects has those that are.",
                "/subjects/orders-shop.Order/diff?from=1 | 400 | That address is off to is missing in the address.",
            })
    void whatIsAskedWronglyIsSaidSo(String path, int status, String said) {
        Page page = Page.at(port, path);

        assertThat(page.status() + " " + page.main()).isEqualTo(status + " Overview " + said);
    }

    @Test
    void thePagesMayRunScriptsAndBeFramesOfNobodyElse() {
        Page page = Page.at(port, "/subjects");

        assertThat(page.header("Content-Security-Policy"))
                .isEqualTo("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                        + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(page.header("Referrer-Policy")).isEqualTo("same-origin");
    }

    @Test
    void aFormThatIsNotTheConsolesIsRefused() {
        assertThat(Page.post(port, "/subjects/orders-shop.Order/check", "schema=%22int%22")
                        .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({"localhost, 200", "127.0.0.1, 200", "LOCALHOST:8080, 200", "console.evil.example, 400", "'', 400"})
    void onlyTheConsolesOwnNamesAreAnswered(String host, int status) throws Exception {
        assertThat(Page.statusFor(port, host)).isEqualTo(status);
    }

    @Test
    void aHeaderOfTheRequestIsNoOtherNameOfItsHost() throws Exception {
        assertThat(Page.statusFor(port, "console.evil.example\r\nX-Forwarded-Host: localhost"))
                .isEqualTo(400);
    }

    @Test
    void theBrowsersLanguageIsSpoken() {
        assertThat(Page.in(port, "/subjects/orders-shop.Order", "de-AT,en;q=0.5")
                        .main())
                .contains("3 Änderungen seit v1", "Kompatibilität BACKWARD", "Ein Schema als nächste Version prüfen");
        assertThat(Page.in(port, "/subjects/orders-shop.Order", "fr").main()).contains("3 changes since v1");
        assertThat(Page.at(port, "/subjects?lang=de").main()).contains("4 Subjects");
        assertThat(Page.at(port, "/subjects?lang=no%20language").main()).contains("4 subjects");
    }

    @Test
    void thePageStaysWhatItIsInAnotherLanguage() {
        Page diff = Page.at(port, "/subjects/orders-shop.Order/diff?from=1&to=2");

        assertThat(diff.links("?")).containsExactly("?from=1&to=2&lang=en", "?from=1&to=2&lang=de");
        assertThat(Page.at(port, "/subjects?q=a%26b&lang=de").links("?"))
                .containsExactly("?q=a%26b&lang=en", "?q=a%26b&lang=de");
        assertThat(Page.at(port, "/schemas/99?subject=%22%3E").links("?"))
                .containsExactly("?subject=%22%3E&lang=en", "?subject=%22%3E&lang=de");
    }

    @Test
    void noLanguageIsSpokenThatTheConsoleDoesNotKnow() {
        Page page = Page.at(port, "/subjects?lang=ar");

        assertThat(page.html()).contains("<html lang=\"en\">");
        assertThat(page.header("Set-Cookie")).doesNotContain("avenant-lang=ar");
    }

    @Test
    void aRefusedFormSaysWhatToDo() {
        assertThat(Page.post(port, "/subjects/orders-shop.Order/check", "schema=%22int%22")
                        .main())
                .isEqualTo("Overview The console refused that request"
                        + " Load the page that it came from again, and send it from there.");
    }

    @Test
    void aNameMayHoldWhatEndsALine() {
        assertThat(Page.at(port, "/subjects/a%E2%80%A8b%E2%80%A9").main())
                .contains("No subject a\\u2028b\\u2029 is registered.");
    }

    @Test
    void aTextAsLongAsTheRegistryTakesItIsRead() {
        Page page = Page.submit(port, "/subjects/orders-shop.Order/check", "schema", ":".repeat(4_500_000));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.main()).contains("Line 1, column ");
    }

    /** Kafka is away, so nobody knows what is retained. */
    @Test
    void noVersionIsSaidToBeRetirableWhileKafkaIsAway() {
        Page page = Page.at(port, "/subjects/orders-shop.Order/usage");
        String api = Visitor.of(port)
                .at("/api/v1/subjects/orders-shop.Order/usage", Map.of("Accept", "application/json"))
                .page()
                .html();

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.main())
                .contains(
                        "No records were looked at. Kafka at localhost:1 did not answer",
                        "v2 3 none 0 no It is the latest, which producers write. Kafka did not answer.",
                        "v1 2 none 0 no Kafka did not answer.")
                .doesNotContain("Searched", "It is not known which topics");
        assertThat(api).contains("\"reasons\":[\"KAFKA_AWAY\"]").doesNotContain("\"retirable\":true");
    }
}
