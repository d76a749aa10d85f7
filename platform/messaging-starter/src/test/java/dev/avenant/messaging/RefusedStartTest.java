package dev.avenant.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avenant.messaging.internal.EventNotRegisteredException;
import dev.avenant.messaging.orders.OrderPlaced;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@Tag("broker")
@Isolated("reads the output, of which a process has one")
@ExtendWith(OutputCaptureExtension.class)
class RefusedStartTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    @Test
    void isRefusedWhenTheContractOfAnEventWasNotPushed(CapturedOutput output) {
        String topic = stack.unique("unpushed");
        SpringApplicationBuilder service = TestService.with(stack)
                .publication(Publication.to(topic).of(OrderPlaced.class))
                .application();

        assertThatThrownBy(service::run).hasCauseInstanceOf(EventNotRegisteredException.class);

        assertThat(output.getOut())
                .contains("The schema registry at " + stack.registryUrl()
                        + " does not hold the schema that this service was built with for"
                        + " dev.avenant.messaging.orders.OrderPlaced: expected it under subject " + topic
                        + "-dev.avenant.messaging.orders.OrderPlaced.")
                .contains("Push the contracts that this service was built with, then start it again:")
                .contains("./avenant push --registry " + stack.registryUrl());
    }

    @Test
    void isRefusedWhenNoRegistryAnswersInTime(CapturedOutput output) {
        SpringApplicationBuilder service = TestService.with(stack)
                .property("avenant.messaging.schema-registry-url", "http://localhost:1")
                .property("avenant.messaging.startup-timeout", "300ms")
                .publication(Publication.to("orders").of(OrderPlaced.class))
                .application();

        assertThatThrownBy(service::run).isInstanceOf(RuntimeException.class);

        assertThat(output.getOut())
                .contains("No schema registry answered at http://localhost:1 within 300 ms:")
                .contains("Start the registry, or set avenant.messaging.schema-registry-url");
    }

    @Test
    void isRefusedWithoutATransactionManagerOfTheDatabase(CapturedOutput output) {
        SpringApplicationBuilder service = TestService.with(stack)
                .property("spring.kafka.producer.transaction-id-prefix", "tx-")
                .application();

        assertThatThrownBy(service::run).isInstanceOf(RuntimeException.class);

        assertThat(output.getOut())
                .contains("Listeners need a transaction manager of the DataSource that holds the inbox, but found only"
                        + " org.springframework.kafka.transaction.KafkaTransactionManager.")
                .contains("Add a bean new JdbcTransactionManager(dataSource). Spring Boot makes none where"
                        + " spring.kafka.producer.transaction-id-prefix is set.");
    }

    @Test
    void isRefusedWithoutAName(CapturedOutput output) {
        SpringApplicationBuilder service = TestService.with(stack)
                .property("avenant.messaging.group-id", "")
                .application();

        assertThatThrownBy(service::run).isInstanceOf(RuntimeException.class);

        assertThat(output.getOut()).contains("avenant.messaging.group-id must be set");
    }
}
