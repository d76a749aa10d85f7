package dev.avenant.contracts.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avenant.contracts.Shop;
import dev.avenant.contracts.gate.GateReport;
import dev.avenant.contracts.gate.ProposedChange;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The links of a comment to the console, and the schemas that they carry. */
@Tag("fast")
class ConsoleLinksTest {

    private static final ConsoleLinks CONSOLE =
            ConsoleLinks.at("https://console.example/base/").orElseThrow();

    @Test
    void aSchemaComesBackFromItsAddressAsItWas() throws Exception {
        Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            String schema = random.ints(random.nextInt(2_000), 0, Character.MAX_CODE_POINT + 1)
                    .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();

            String encoded = AddressedSchema.encode(schema);

            assertThat(encoded).matches("[A-Za-z0-9_-]+");
            assertThat(AddressedSchema.decode(encoded)).isEqualTo(schema);
        }
    }

    @Test
    void anAddressThatIsNotWholeIsRefusedAndSoIsOneThatGrows() {
        String encoded = AddressedSchema.encode("{\"type\": \"record\", \"name\": \"Placed\", \"fields\": []}");
        String bomb = AddressedSchema.encode(" ".repeat(400_001));

        assertThatThrownBy(() -> AddressedSchema.decode(encoded.substring(0, encoded.length() - 12)))
                .hasMessage("expected a whole schema but found that a part of the address is missing or changed");
        assertThatThrownBy(() -> AddressedSchema.decode("<script>"))
                .hasMessage("expected a schema as avenant check writes it into an address but found text that is not of"
                        + " Base64");
        assertThat(bomb.length()).isLessThan(1_000);
        assertThatThrownBy(() -> AddressedSchema.decode(bomb))
                .hasMessage("expected a schema of at most 400000 bytes but found more");
    }

    @Test
    void aChangeOfACommentLeadsToItsPage() throws Exception {
        GateReport report =
                new Shop().withNewPlaced("An order was placed.", "Placed.").check();

        String comment = GithubReport.markdown(report, Optional.of(CONSOLE));

        assertThat(report.changes()).extracting(ProposedChange::folder).containsExactly("orders/Placed");
        String beginning = "- [orders/Placed v2](https://console.example/base/changes/orders-shop.orders.Placed/"
                + "proposed?schema=";
        assertThat(comment)
                .contains("\nThe changes, with who reads them and the way to them in steps:\n\n" + beginning);
        String schema = comment.substring(comment.indexOf(beginning) + beginning.length());
        assertThat(AddressedSchema.decode(schema.substring(0, schema.indexOf(')'))))
                .isEqualTo(report.changes().get(0).schema())
                .contains("\"doc\":\"Placed.\"", "\"name\":\"Money\"");
        assertThat(GithubReport.markdown(report)).doesNotContain("console.example");
    }

    /** An event may have any name in contracts.yaml. */
    @Test
    void aNameEndsNoLinkAndBeginsNone() {
        ProposedChange change = new ProposedChange("orders/B](https://elsewhere.example) [", "v2", "b", "\"int\"");

        String comment = GithubReport.markdown(
                new GateReport("released", List.of(), 1, 1, 1, List.of(), List.of(change)), Optional.of(CONSOLE));

        assertThat(comment).contains("- [orders/B\\](https://elsewhere.example) \\[ v2](" + CONSOLE.of(change) + ")\n");
    }

    @Test
    void whatIsAsItWasHasNoLink() {
        assertThat(new Shop().check().changes()).isEmpty();
    }

    @Test
    void aSchemaThatIsTooLongForAnAddressLeadsToItsSubject() {
        StringBuilder noise = new StringBuilder();
        new Random(1).ints(20_000, 'a', 'z').forEach(noise::appendCodePoint);

        assertThat(CONSOLE.of(new ProposedChange("a/B", "v2", "a b*/c", noise.toString())))
                .isEqualTo("https://console.example/base/subjects/a%20b%2A%2Fc/check");
    }

    @Test
    void manyChangesLeaveRoomForWhatWasFound() {
        StringBuilder noise = new StringBuilder();
        new Random(1).ints(4_000, 'a', 'z').forEach(noise::appendCodePoint);
        List<ProposedChange> changes = IntStream.range(0, 100)
                .mapToObj(number -> new ProposedChange("a/B" + number, "v2", "a-B" + number, noise.toString()))
                .toList();

        String comment = GithubReport.markdown(
                new GateReport("released", List.of(), 1, 1, 1, List.of(), changes), Optional.of(CONSOLE));

        assertThat(comment.length()).isLessThan(31_000);
        assertThat(comment).containsPattern("\nand [0-9]+ more\\.\n$");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "console.example",
                "ftp://console.example",
                "javascript:alert(1)",
                "https://",
                "https://user:secret@console.example",
                "https://console.example/?a=b",
                "https://console.example/#a",
                "https://console.example/ a)"
            })
    void whatIsNoAddressOfAConsoleIsNone(String address) {
        assertThat(ConsoleLinks.at(address)).isEmpty();
    }
}
