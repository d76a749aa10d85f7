package dev.avenant.contracts.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("fast")
class SubjectNamingTest {
    @ParameterizedTest
    @CsvSource({
        "TopicName, orders-value, orders-key",
        "RecordName, shop.v1.Placed, shop.v1.Placed",
        "TopicRecordName, orders-shop.v1.Placed, orders-shop.v1.Placed",
        "TopicNameStrategy, orders-value, orders-key",
        "io.confluent.kafka.serializers.subject.TopicNameStrategy, orders-value, orders-key",
        "io.confluent.kafka.serializers.subject.RecordNameStrategy, shop.v1.Placed, shop.v1.Placed",
        "dev.avenant.serde.subject.TopicRecordNameStrategy, orders-shop.v1.Placed, orders-shop.v1.Placed",
        "{topic}-{name}-value, orders-Placed-value, orders-Placed-value",
        ":.prod:{topic}/{namespace}/{name}, :.prod:orders/shop.v1/Placed, :.prod:orders/shop.v1/Placed",
        "legacy orders, legacy orders, legacy orders"
    })
    void namesTheSubjectsOfValuesAndKeys(String setting, String value, String key) {
        SubjectNaming naming = SubjectNaming.parse(setting).orElseThrow();

        assertThat(naming.valuesOf("orders", "shop.v1.Placed")).isEqualTo(value);
        assertThat(naming.keysOf("orders", "shop.v1.Placed")).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "topicname",
                "TopicNmae",
                "record-name",
                "AssociatedNameStrategy",
                "com.acme.OwnStrategy",
                "{topik}-value",
                "{topic-value",
                "topic}-value",
                "{topic}\n",
                " {topic}"
            })
    void refusesWhatLooksLikeASlip(String setting) {
        assertThat(SubjectNaming.parse(setting)).isEmpty();
    }

    @Test
    void takesANameWithoutANamespace() {
        SubjectNaming naming = SubjectNaming.pattern("{namespace}.{name}");

        assertThat(naming.valuesOf("orders", "Placed")).isEqualTo(".Placed");
    }

    @Test
    void knowsTheSubjectOfAPlainKeyOnlyWhereTheTopicTellsIt() {
        assertThat(SubjectNaming.TOPIC_NAME.keysWithoutSchema("orders")).isEqualTo(Optional.of("orders-key"));
        assertThat(SubjectNaming.RECORD_NAME.keysWithoutSchema("orders")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "TopicName, shop, orders-value, true",
        "TopicName, shop, orders-key, true",
        "TopicName, shop, bills-value, false",
        "RecordName, shop, shop.orders.Placed, true",
        "RecordName, shop, shopping.Placed, false",
        "RecordName, '', shop.orders.Placed, false",
        "TopicRecordName, shop, orders-shop.Placed, true",
        "TopicRecordName, shop, orders-other.Placed, false",
        "TopicRecordName, '', orders-other.Placed, true",
        "{topic}.{name}, '', orders.Placed, true",
        "{topic}.{name}, '', ordersxPlaced, false"
    })
    void tellsWhichSubjectsATopicCouldHave(String setting, String namespace, String subject, boolean covered) {
        SubjectNaming naming = SubjectNaming.parse(setting).orElseThrow();

        assertThat(naming.covers("orders", namespace, subject)).isEqualTo(covered);
    }

    @ParameterizedTest
    @CsvSource({
        "TopicNameStrategy, TopicName, TopicNameStrategy",
        "{topic}-{record}, TopicRecordName, TopicRecordNameStrategy",
        "{topic}-{name}, {topic}-{name}, {topic}-{name}"
    })
    void callsAStrategyByItsNameHoweverItIsWritten(String setting, String label, String lookupStrategy) {
        SubjectNaming naming = SubjectNaming.parse(setting).orElseThrow();

        assertThat(naming.label()).isEqualTo(label);
        assertThat(naming.lookupStrategy()).isEqualTo(lookupStrategy);
    }
}
