package dev.avenant.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.messaging.api.WirePrefix;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A dead letter is replayed with another value, once that was checked. */
@Tag("broker")
class LetterEditPagesTest extends LetterPages {

    @Test
    void isReplayedWithAnotherValueThatIsCheckedFirst() throws Exception {
        topics.create(1, "edited", "edited.books.dlt", "edited.books.replay");
        int id = register("edited-shop.Paid", FIRST);
        topics.send(List.of(LetterTopics.own("edited", 1, "7", "HANDLER_REFUSED", new WirePrefix(id).before(PAYLOAD))));
        String address = "/dead-letters/edited.books.dlt/0/0/edit";
        Map<String, String> wrong =
                Map.of("subject", "edited-shop.Paid", "version", "1", "value", "{\"amount\": \"x\", \"payer\": \"B\"}");
        Map<String, String> right =
                Map.of("subject", "edited-shop.Paid", "version", "1", "value", "{\"amount\": 8, \"payer\": \"B\"}");

        Page form = Page.at(port, address);
        Page refused = Page.submit(port, address, address, wrong);
        Page checked = Page.submit(port, address, address, right);

        assertThat(form.text()).contains("The value has personal data, which nothing that is granted to you shows.");
        assertThat(form.html()).contains("value=\"edited-shop.Paid\"").doesNotContain("Ada");
        assertThat(refused.text()).contains("at $.amount expected a long but found \"x\"");
        assertThat(checked.text()).contains("It is a value of edited-shop.Paid version 1: 8 bytes.");
        assertThat(topics.read("edited.books.replay")).isEmpty();

        Page changed = Page.submit(port, address, address, sent(checked, "{\"amount\": 9, \"payer\": \"B\"}"));
        assertThat(changed.text()).contains("It is a value of edited-shop.Paid version 1: 8 bytes.");
        assertThat(topics.read("edited.books.replay")).isEmpty();

        Page sent = Page.submit(port, address, address, sent(checked, "{\"amount\": 8, \"payer\": \"B\"}"));
        Page again = Page.submit(port, address, address, sent(checked, "{\"amount\": 8, \"payer\": \"B\"}"));

        assertThat(sent.status()).isEqualTo(302);
        assertThat(again.status()).isEqualTo(302);
        assertThat(topics.read("edited.books.replay"))
                .singleElement()
                .extracting(ConsumerRecord::value)
                .isEqualTo(new WirePrefix(id).before(new byte[] {16, 2, 'B'}));
    }

    /** The second press on the page that shows what was checked. */
    private static Map<String, String> sent(Page checked, String value) {
        return Map.of(
                "subject",
                "edited-shop.Paid",
                "version",
                "1",
                "value",
                value,
                "checked",
                checked.hidden("checked"),
                "send",
                "yes");
    }

    @Test
    void anEditGoesWhereItWasCheckedFor() throws Exception {
        topics.create(1, "aimed", "aimed.books.dlt", "aimed.books.replay", "aimed-there");
        int id = register("aimed-shop.Paid", FIRST);
        topics.send(List.of(LetterTopics.own("aimed", 1, "7", "HANDLER_REFUSED", new WirePrefix(id).before(PAYLOAD))));
        String address = "/dead-letters/aimed.books.dlt/0/0/edit";

        Page checked = Page.submit(
                port,
                address,
                address,
                Map.of(
                        "subject", "aimed-shop.Paid",
                        "version", "1",
                        "value", "{\"amount\": 8, \"payer\": \"B\"}",
                        "to", "topic",
                        "topic", "aimed-there"));

        assertThat(checked.html())
                .contains("name=\"to\" value=\"topic\" checked=\"checked\"", "name=\"topic\" value=\"aimed-there\"")
                .doesNotContain("name=\"to\" value=\"\" checked");
    }

    @Test
    void anEditOfAValueWithoutFieldsBeginsWithoutIt() throws Exception {
        topics.create(1, "plain", "plain.books.dlt");
        int id = register("plain-value", "\"string\"");
        topics.send(List.of(LetterTopics.own(
                "plain", 0, "7", "HANDLER_REFUSED", new WirePrefix(id).before(new byte[] {6, 'A', 'd', 'a'}))));

        Page form = Page.at(port, "/dead-letters/plain.books.dlt/0/0/edit");

        assertThat(form.text()).contains("The value has personal data, which nothing that is granted to you shows.");
        assertThat(form.html()).doesNotContain("Ada");
    }

    @Test
    void aValueInPartsIsNotReplacedByAnother() throws Exception {
        topics.create(1, "split", "split.books.dlt", "split.books.replay");
        int id = register("split-value", "\"string\"");
        ProducerRecord<byte[], byte[]> letter = LetterTopics.own("split", 0, "7", "HANDLER_REFUSED", new byte[0]);
        letter.headers().add("avenant-dlt-parts", "0:1-2".getBytes(UTF_8));
        topics.send(List.of(letter));
        String address = "/dead-letters/split.books.dlt/0/0/edit";

        Page form = Page.at(port, address);
        Page sent = Page.submit(
                port,
                "/subjects/split-value/check",
                address,
                Map.of("subject", "split-value", "version", "1", "value", "\"x\"", "send", "yes"));

        assertThat(id).isPositive();
        for (Page page : List.of(form, sent)) {
            assertThat(page.status()).isEqualTo(422);
            assertThat(page.text())
                    .contains(
                            "The value of 0:0 is too large for one record and lies in parts, so it cannot be replaced.");
        }
        assertThat(topics.read("split.books.replay")).isEmpty();
    }
}
