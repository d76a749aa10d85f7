package dev.avenant.contracts.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.contracts.Shop;
import dev.avenant.contracts.docs.ContractDocs;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Under which subjects the contracts of a project are registered. */
@Tag("fast")
class SubjectsTest {
    private static final String REFUNDED = """
            {"type": "record", "name": "Refunded", "namespace": "shop.orders", "doc": "Money was given back.",
             "fields": [{"name": "orderId", "type": "string", "doc": "The order."}]}
            """;

    @Test
    void areNamedByTopicAndRecordAndForKeysByTopicUnlessSomethingIsSaid() {
        ContractTree tree = Shop.withKey().tree();

        assertThat(tree.all())
                .extracting(Contract::subject)
                .containsExactlyInAnyOrder("orders-shop.orders.Placed", "orders-key", "shop.types.Money");
    }

    @Test
    void areNamedAsTheDefaultsSay() {
        ContractTree tree = Shop.withKey()
                .withDefaults("  subject: TopicName\n  key: { subject: RecordName }\n")
                .tree();

        assertThat(tree.problems()).isEmpty();
        assertThat(tree.all())
                .extracting(Contract::subject)
                .containsExactlyInAnyOrder("orders-value", "shop.orders.OrderKey", "shop.types.Money");
    }

    @Test
    void areNamedAsTheTopicTheEventTheKeyAndTheTypeSay() {
        ContractTree byTopic = Shop.withKey()
                .withDefaults("  subject: TopicName\n")
                .withDeclaredKey("{ type: OrderKey, subject: \"{topic}-{name}-key\" }")
                .withEdited("    owner: shop\n", "    owner: shop\n    subject: \"{topic}-{name}-value\"\n")
                .tree();
        ContractTree byEvent = new Shop()
                .withEdited("      Placed:\n", "      Placed:\n        subject: old-orders\n")
                .withEdited("Money: { owner: shop }", "Money: { owner: shop, subject: \"{name}-type\" }")
                .tree();

        assertThat(byTopic.all())
                .extracting(Contract::subject)
                .containsExactlyInAnyOrder("orders-Placed-value", "orders-OrderKey-key", "shop.types.Money");
        assertThat(byEvent.all()).extracting(Contract::subject).containsExactly("Money-type", "old-orders");
    }

    @Test
    void areRefusedWhenTheyAreNoStrategyAndNoPattern() {
        ContractTree tree = new Shop().withDefaults("  subject: TopicNames\n").tree();

        assertThat(tree.problems()).hasSizeGreaterThanOrEqualTo(1).first().satisfies(problem -> {
            assertThat(problem.location()).hasToString("contracts.yaml:4:12");
            assertThat(problem.message())
                    .isEqualTo(
                            "expected TopicName, RecordName, TopicRecordName or a pattern but found \"TopicNames\".");
            assertThat(problem.fix())
                    .contains(
                            "Use one of the three, or a pattern with {topic}, {record}, {name} or {namespace}, such as"
                                    + " \"{topic}-{name}-value\".");
        });
    }

    @Test
    void areRefusedWhenAllTopicsWouldHaveOne() {
        ContractTree tree = new Shop().withDefaults("  subject: events\n").tree();

        assertThat(tree.problems())
                .extracting(GateFinding::message)
                .contains("expected TopicName, RecordName, TopicRecordName or a pattern with a placeholder but found"
                        + " \"events\".");
    }

    @Test
    void areRefusedWhenATypeWouldNeedATopic() {
        ContractTree tree = new Shop()
                .withEdited("Money: { owner: shop }", "Money: { owner: shop, subject: TopicName }")
                .tree();

        assertThat(tree.problems())
                .extracting(GateFinding::message)
                .contains("expected RecordName or a pattern without {topic} but found \"TopicName\".");
    }

    @Test
    void cannotBeSharedByTwoEventsThatAreCompared() {
        ContractTree tree = twoEvents("").tree();

        assertThat(tree.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.ruleId()).isEqualTo("subject-shared");
            assertThat(problem.isFailure()).isTrue();
            assertThat(problem.location()).hasToString("orders/Refunded/v1.avsc:1:1");
            assertThat(problem.message())
                    .isEqualTo("expected a subject of its own for Refunded but found orders-value, which orders/Placed"
                            + " has as well; a registry compares all schemas of a subject with each other unless its"
                            + " level is NONE.");
            assertThat(problem.fix())
                    .contains("Set \"subject: TopicRecordName\" for the topic, or \"compatibility: NONE\" for all that"
                            + " share the subject.");
        });
    }

    @Test
    void canBeSharedByTwoEventsThatARegistryDoesNotCompare() {
        ContractTree tree = twoEvents("    compatibility: NONE\n").tree();

        assertThat(tree.problems()).isEmpty();
        assertThat(tree.events()).extracting(Contract::subject).containsOnly("orders-value");
    }

    @Test
    void areInTheDocuments() {
        ContractTree tree = new Shop().withDefaults("  subject: TopicName\n").tree();

        assertThat(ContractDocs.files(tree).get("orders/Placed.html"))
                .contains("<p>Registered as <code>orders-value</code>.</p>");
        assertThat(ContractDocs.files(tree).get("asyncapi.json"))
                .contains("\"schemaLookupStrategy\" : \"TopicNameStrategy\"");
    }

    private static Shop twoEvents(String topicLines) {
        return new Shop()
                .withDefaults("  subject: TopicName\n")
                .withEdited("    producers:", topicLines + "    producers:")
                .withEdited("    events:\n", "    events:\n      Refunded: { consumers: [bills] }\n")
                .with("orders/Refunded/v1.avsc", REFUNDED)
                .release();
    }
}
