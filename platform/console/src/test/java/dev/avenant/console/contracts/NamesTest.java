package dev.avenant.console.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.operations.registry.SubjectTopics;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which service is behind a name, and which topics a subject is of. */
@Tag("fast")
class NamesTest {

    private static final ServiceNames SERVICES = new ServiceNames(Set.of("billing", "billing-archive", "shop"));

    @ParameterizedTest
    @CsvSource({
        "billing, billing",
        "billing.v2, billing",
        "billing-archive.outbox.orders.1, billing-archive",
        "billings, ''",
        "billing2, ''",
        "my-billing, ''",
        "'', ''"
    })
    void aServiceIsKnownByTheBeginningOfAName(String name, String service) {
        assertThat(SERVICES.of(name).orElse("")).isEqualTo(service);
    }

    @Test
    void aGroupIsThatOfTheServiceThatAllItsMembersNameWhereItsOwnNameSaysNothing() {
        assertThat(SERVICES.ofGroup("readers", List.of("shop-1", "shop-2"))).contains("shop");
        assertThat(SERVICES.ofGroup("readers", List.of("shop-1", "billing-2"))).isEmpty();
        assertThat(SERVICES.ofGroup("billing", List.of("shop-1"))).contains("billing");
        assertThat(SERVICES.ofGroup("readers", List.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "orders-value, orders",
        "orders-key, orders",
        "orders-shop.Order, orders",
        "orders-eu-value, orders-eu",
        ":.x:orders-shop.Order, orders",
        "shop.Order, ''",
        "orders, ''",
        "orders-1, ''"
    })
    void aSubjectIsOfTheTopicThatItNames(String subject, String topic) {
        SubjectTopics found = SubjectTopics.named(
                subject, List.of("orders", "orders-eu", "orders.billing.dlt", "orders.billing.replay"));

        assertThat(String.join(" ", found.carriers())).isEqualTo(topic);
        assertThat(found.copies())
                .isEqualTo(topic.equals("orders") ? Set.of("orders.billing.dlt", "orders.billing.replay") : Set.of());
        assertThat(found.isOfKeys()).isEqualTo(subject.endsWith("-key"));
    }
}
