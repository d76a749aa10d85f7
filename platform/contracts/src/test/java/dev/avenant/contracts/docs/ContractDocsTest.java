package dev.avenant.contracts.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.avenant.contracts.Shop;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fast")
class ContractDocsTest {
    @Test
    void describesEveryContractOnAPageOfItsOwn() {
        Map<String, String> files = ContractDocs.files(new Shop().tree());

        assertThat(files.keySet())
                .containsExactly("asyncapi.json", "index.html", "orders/Placed.html", "types/Money.html");
        assertThat(files.get("orders/Placed.html"))
                .contains("<td><code>price</code></td><td>Money</td><td>What it costs.</td>")
                .contains("<li>v1, released</li>");
        assertThat(files.get("types/Money.html"))
                .contains("<td>decimal(12,2)</td>")
                .contains("Used by Placed.");
    }

    @Test
    void leadsToEveryPageFromTheFirst() {
        Map<String, String> files = ContractDocs.files(new Shop().tree());
        Matcher links = Pattern.compile("href=\"([^\"#]+)").matcher(files.get("index.html"));

        assertThat(links.results().map(link -> link.group(1)))
                .containsExactlyInAnyOrder("asyncapi.json", "orders/Placed.html", "types/Money.html")
                .allMatch(files::containsKey);
    }

    @Test
    void keepsForeignTextFromBecomingMarkup() {
        String page = ContractDocs.files(new Shop()
                        .withNewPlaced("The key.", "<script>alert(1)</script>&\\\"'")
                        .tree())
                .get("orders/Placed.html");

        assertThat(page).doesNotContain("<script").contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;&#39;");
    }

    @Test
    void writesAnAsyncApiDocumentWhoseReferencesLeadSomewhere() throws Exception {
        JsonNode document = new ObjectMapper()
                .readTree(ContractDocs.files(new Shop().tree()).get("asyncapi.json"));

        assertThat(document.at("/asyncapi").asText()).isEqualTo("3.0.0");
        assertThat(document.at("/operations/shop-sends-orders/action").asText()).isEqualTo("send");
        assertThat(document.at("/operations/bills-receives-orders/action").asText())
                .isEqualTo("receive");
        assertThat(document.at("/components/messages/Placed/payload/schema/name")
                        .asText())
                .isEqualTo("Placed");
        assertThat(document.findValuesAsText("$ref"))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void keepsTheMessagesApartThatHaveOneNameOnTwoTopics() throws Exception {
        Shop shop = new Shop().withEdited("types:\n", """
                          returns:
                            owner: shop
                            events:
                              Placed:
                                consumers: [bills]
                        types:
                        """);
        shop.with(
                "returns/Placed/v1.avsc",
                shop.text("orders/Placed/v1.avsc").replace("\"shop.orders\"", "\"shop.returns\""));

        JsonNode document =
                new ObjectMapper().readTree(ContractDocs.files(shop.tree()).get("asyncapi.json"));

        assertThat(document.at("/components/messages").fieldNames())
                .toIterable()
                .containsExactly("shop.orders.Placed", "shop.returns.Placed");
        assertThat(document.at("/channels/returns/messages/Placed/$ref").asText())
                .isEqualTo("#/components/messages/shop.returns.Placed");
        assertThat(document.at("/components/messages/shop.returns.Placed/payload/schema/namespace")
                        .asText())
                .isEqualTo("shop.returns");
    }
}
