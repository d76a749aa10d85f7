package dev.avenant.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.messaging.api.WirePrefix;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.api.CompatibilityLevel;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A dead letter is explained, byte by byte, and shows no personal data. */
@Tag("broker")
class LetterExplanationPagesTest extends LetterPages {

    @Test
    void isExplainedWithTheBytesBesideWhatTheySayAndWithoutPersonalData() throws Exception {
        topics.create(1, "explained", "explained.books.dlt");
        int id = register("explained-shop.Paid", FIRST);
        register("explained-shop.Paid", SECOND);
        topics.send(
                List.of(LetterTopics.own("explained", 41, "7", "HANDLER_REFUSED", new WirePrefix(id).before(PAYLOAD))));

        Page page = Page.at(port, "/dead-letters/explained.books.dlt/0/0");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("HANDLER_REFUSED open no account 41")
                .contains("The handler says that it can never handle this event.")
                .contains("From explained , partition 1, offset 41", "Group books", "Key 7", "Value 10 bytes")
                .contains("Written with explained-shop.Paid v1", "The newest version explained-shop.Paid v2")
                .contains("5 0e /amount long 7")
                .contains("6 ••• /payer string •••")
                .contains("explained-shop.Paid v1 reads all of it", "explained-shop.Paid v2 fails at byte 10, /note")
                .contains("Bytes that are or may be personal data are left out");
        assertThat(page.html()).doesNotContain("Ada", "41 64 61");
        assertThat(page.links("/subjects/explained-shop.Paid/diff")).hasSize(1);
    }

    @Test
    void isExplainedUpToTheByteThatFails() throws Exception {
        topics.create(1, "cut", "cut.books.dlt");
        int id = register("cut-shop.Paid", FIRST);
        topics.send(List.of(LetterTopics.own(
                "cut", 1, "7", "TRUNCATED", new WirePrefix(id).before(new byte[] {14, 40, 'A', 'd'}))));

        Page page = Page.at(port, "/dead-letters/cut.books.dlt/0/0");

        assertThat(page.text())
                .contains("The bytes: They end too early: the value was cut off.")
                .contains("Byte 6 fails /payer The bytes end before the value does.")
                .contains("Expected text of at most the 2 bytes that are left Found a length of 20 From there 28 •••");
        assertThat(page.html()).doesNotContain("41 64");
        assertThat(Page.at(port, "/dead-letters/cut.books.dlt/0/0?lang=de").text())
                .contains("Erwartet Text von höchstens den 2 Bytes, die noch da sind Gefunden eine Länge von 20");
    }

    @Test
    void whatWasReadBeforeTheByteThatFailsMayBePersonalToo() throws Exception {
        topics.create(1, "unsure", "unsure.books.dlt");
        int id = register("unsure-shop.Note", NOTE);
        topics.send(List.of(
                LetterTopics.own(
                        "unsure", 0, "7", "TRUNCATED", new WirePrefix(id).before(new byte[] {6, 'A', 'd', 'a'})),
                LetterTopics.own("unsure", 1, "7", "NOT_AVRO", new byte[] {6, 'A', 'd', 'a', 2})));

        Page failing = Page.at(port, "/dead-letters/unsure.books.dlt/0/0");
        Page guessed = Page.at(port, "/dead-letters/unsure.books.dlt/0/1");

        assertThat(failing.text()).contains("5 ••• /text string •••", "Byte 9 fails /count");
        assertThat(guessed.text())
                .contains("0 ••• /text string •••", "Bytes that are or may be personal data are left out");
        assertThat(failing.html() + guessed.html()).doesNotContain("Ada", "41 64 61");
    }

    @Test
    void theKeysOfAMapThatIsPersonalAreMasked() throws Exception {
        topics.create(1, "mapped", "mapped.books.dlt");
        int id = register("mapped-shop.Contacts", """
                {"type": "record", "name": "Contacts", "namespace": "shop", "fields": [
                 {"name": "phones", "type": {"type": "map", "values": "string"}, "tags": ["PII"]}]}
                """);
        topics.send(List.of(LetterTopics.own("mapped", 0, "7", "HANDLER_REFUSED", new WirePrefix(id).before(new byte[] {
                    2, 6, 'A', 'd', 'a', 2, '5', 0
                }))));

        Page page = Page.at(port, "/dead-letters/mapped.books.dlt/0/0");

        assertThat(page.text()).contains("6 ••• /phones/0 key •••", "10 ••• /phones/0 string •••");
        assertThat(page.html()).doesNotContain("Ada");
    }

    @Test
    void whatAReaderSaysOfPersonalDataIsMasked() throws Exception {
        topics.create(1, "quoted", "quoted.books.dlt");
        String schema = """
                {"type": "record", "name": "Member", "namespace": "shop", "fields": [
                 {"name": "faith", "type": {"type": "enum", "name": "Faith", "symbols": ["NONE", "PAGAN"]}, "tags": ["PII"]}]}
                """;
        try (RegistryClient client = new HttpRegistryClient(registry.url(), Duration.ofSeconds(10))) {
            client.setLevel("quoted-shop.Member", CompatibilityLevel.NONE);
        }
        int id = register("quoted-shop.Member", schema);
        register("quoted-shop.Member", schema.replace(", \"PAGAN\"", ""));
        topics.send(
                List.of(LetterTopics.own("quoted", 0, "7", "INCOMPATIBLE", new WirePrefix(id).before(new byte[] {2}))));

        Page page = Page.at(port, "/dead-letters/quoted.books.dlt/0/0");

        assertThat(page.text())
                .contains("Written with quoted-shop.Member v1", "The newest version quoted-shop.Member v2");
        assertThat(page.html()).doesNotContain("PAGAN");
    }
}
