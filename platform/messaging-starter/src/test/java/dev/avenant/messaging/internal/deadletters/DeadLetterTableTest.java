package dev.avenant.messaging.internal.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.messaging.MessagingStack;
import dev.avenant.messaging.TestService;
import dev.avenant.messaging.api.DropMarker;
import dev.avenant.messaging.internal.tables.TablesSchema;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which of two letters of a record counts, and that what is written stays. */
@Tag("broker")
class DeadLetterTableTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private final TestService.Setup setup = TestService.with(stack);
    private final UUID id = UUID.randomUUID();
    private final Instant now = Instant.now();

    @Test
    void takesALaterAttemptThoughItsProcessHasASlowerClock() {
        try (TestService service = setup.start()) {
            // Given a record that failed and was replayed
            DeadLetterTable table = service.bean(DeadLetterTable.class);
            LetterRow first = TestRows.row(id, "orders", 0, 1, now);
            LetterRow second = TestRows.row(id, "orders", 1, 2, now.minusMillis(500));
            table.stored(first);
            LetterClaims claims = service.bean(LetterClaims.class);
            UUID claim = UUID.randomUUID();
            assertThat(claims.claim(claim, found(table), new LetterAction("replay", null, null, now)))
                    .isTrue();
            claims.replayed(claim, List.of(id));

            // When it fails again, where the clock is behind
            table.stored(second);

            // Then it is open, and reading both letters again changes nothing
            DeadLetterTable.Found found = found(table);
            assertThat(found.view().state()).isEqualTo("open");
            assertThat(found.view().letter()).isEqualTo("0:1");
            table.stored(first);
            table.stored(second);
            assertThat(found(table)).isEqualTo(found);
        }
    }

    @Test
    void takesTheLaterLetterOfOneAttempt() {
        try (TestService service = setup.start()) {
            // Given a letter of a process that ended before it said that it had stored it
            DeadLetterTable table = service.bean(DeadLetterTable.class);
            table.stored(TestRows.row(id, "orders", 0, 1, now));

            // When the next one stores the letter again
            table.stored(TestRows.row(id, "orders", 1, 1, now.plusSeconds(1)));

            // Then that one counts
            assertThat(found(table).view().letter()).isEqualTo("0:1");
        }
    }

    @Test
    void tellsWhoDroppedALetterWhicheverThreadFoundTheMarkerFirst() {
        try (TestService service = setup.start()) {
            // Given a letter whose marker was read from its topic before the one who wrote it went on
            DeadLetterTable table = service.bean(DeadLetterTable.class);
            table.stored(TestRows.row(id, "orders", 0, 1, now));
            DropMarker marker = new DropMarker(id, 1, "not ours", now.truncatedTo(ChronoUnit.MICROS), "ann");
            DropMarker other = new DropMarker(id, 1, "not ours", marker.at().plusMillis(1), "ben");
            assertThat(table.drop(marker)).isTrue();

            // When that one asks
            AuditTrail audit = new AuditTrail(new TablesSchema("avenant"), service.jdbc(), setup.group());

            // Then it was that drop, and no other
            assertThat(table.drop(marker)).isFalse();
            assertThat(audit.tellsOf(marker)).isTrue();
            assertThat(table.drop(other)).isFalse();
            assertThat(audit.tellsOf(other)).isFalse();
        }
    }

    private DeadLetterTable.Found found(DeadLetterTable table) {
        return table.find(id).orElseThrow();
    }
}
