package dev.avenant.messaging.internal.listener;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

@Isolated("reads the log, which a service that starts sets up anew")
@Tag("fast")
class SkippedTypesTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(SkippedTypes.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final SkippedTypes types = new SkippedTypes();

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
        logger.setLevel(null);
    }

    @Test
    void areSaidOnceOfEachTopicAndType() {
        for (int i = 0; i < 3; i++) {
            assertThat(types.nameOf("orders", "com.example.OrderPlaced.v1")).isEqualTo("com.example.OrderPlaced.v1");
            assertThat(types.nameOf("returns", "com.example.OrderPlaced.v1")).isEqualTo("com.example.OrderPlaced.v1");
            assertThat(types.nameOf("orders", null)).isEqualTo("none");
        }

        assertThat(log.list)
                .extracting(line -> line.getLevel() + " " + line.getKeyValuePairs() + ": " + line.getFormattedMessage())
                .containsExactly(
                        "INFO [topic=\"orders\", type=\"com.example.OrderPlaced.v1\"]: Events of this type are skipped: the"
                                + " subscription has no handler for it",
                        "INFO [topic=\"returns\", type=\"com.example.OrderPlaced.v1\"]: Events of this type are skipped: the"
                                + " subscription has no handler for it",
                        "INFO [topic=\"orders\"]: Records without a value are skipped");
    }

    @Test
    void areCountedTogetherBeyondAHundred() {
        for (int number = 0; number < 100; number++) {
            assertThat(types.nameOf("orders", "made.up.Type" + number)).isEqualTo("made.up.Type" + number);
        }

        assertThat(types.nameOf("orders", "made.up.Type100")).isEqualTo("other");

        assertThat(types.nameOf("orders", "made.up.Type99")).isEqualTo("made.up.Type99");
        assertThat(log.list).hasSize(100);
    }
}
