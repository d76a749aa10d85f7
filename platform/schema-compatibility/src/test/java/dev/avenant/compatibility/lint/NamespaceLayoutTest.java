package dev.avenant.compatibility.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.compatibility.lint.NamespaceLayout.Placed;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A namespace is expected only where a project shows that its namespaces follow its folders. */
@Tag("fast")
class NamespaceLayoutTest {
    @Test
    void expectsWhatMostSchemasShow() {
        NamespaceLayout layout = NamespaceLayout.of(List.of(
                new Placed("src.main.avro.com.acme.orders", "com.acme.orders"),
                new Placed("src.main.avro.com.acme.bills", "com.acme.bills"),
                new Placed("src.main.avro.com.acme.users", "com.acme.people")));

        assertThat(layout.expectedIn("src.main.avro.com.acme.users")).isEqualTo("com.acme.users");
        assertThat(layout.expectedIn("src.test.avro.com.acme.users")).isEmpty();
    }

    @Test
    void knowsNamespacesThatBeginAboveTheFolders() {
        NamespaceLayout layout = NamespaceLayout.of(
                List.of(new Placed("avro.orders", "com.acme.orders"), new Placed("avro.bills", "com.acme.bills")));

        assertThat(layout.expectedIn("avro.users.v")).isEqualTo("com.acme.users.v");
        assertThat(layout.expectedIn("avro")).isEmpty();
        assertThat(layout.expectedIn("avro.order-events")).isEmpty();
    }

    @Test
    void expectsNothingWhereNamespacesGoTheirOwnWay() {
        assertThat(NamespaceLayout.of(List.of(
                                new Placed("avro.orders", "com.acme.orders"),
                                new Placed("avro.bills", "com.acme"),
                                new Placed("avro.users", "com.acme"),
                                new Placed("avro.users.old", "com.acme.old")))
                        .expectedIn("avro.bills"))
                .isEmpty();
    }

    @Test
    void takesOneFolderForNoLayout() {
        assertThat(NamespaceLayout.of(List.of(
                                new Placed("src.avro", "com.acme.avro"), new Placed("src.avro", "com.acme.avro")))
                        .expectedIn("src.avro"))
                .isEmpty();
    }
}
