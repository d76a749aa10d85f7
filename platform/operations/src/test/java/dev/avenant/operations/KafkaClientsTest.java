package dev.avenant.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients of Kafka that wait for nothing when they are closed. */
@Tag("fast")
class KafkaClientsTest {

    /** Nobody accepts what connects. */
    @Test
    @Timeout(60)
    void aClientForAdministrationIsClosedWhileTheServerDoesNotAnswer() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Admin admin = KafkaClients.admin(
                    Map.of("bootstrap.servers", "localhost:" + silent.getLocalPort()), Duration.ofHours(1));
            KafkaFuture<?> asked = admin.listTopics().names();

            admin.close();

            assertThat(asked.isDone()).isTrue();
        }
    }
}
