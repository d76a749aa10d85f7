package dev.avenant.messaging.internal.deadletters;

import dev.avenant.messaging.api.DeadLetter;
import dev.avenant.messaging.api.DeadLetterTopic;
import dev.avenant.messaging.api.DropMarker;
import dev.avenant.messaging.api.TopicReader;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** What somebody does with one letter, at once. */
final class SingleReplay {

    private final DeadLetterTable table;
    private final LetterClaims claims;
    private final ReplaySender sender;
    private final LetterEditor editor;
    private final AuditTrail audit;
    private final LetterProducer producer;
    private final Supplier<TopicReader> readers;
    private final String group;

    SingleReplay(
            DeadLetterTable table,
            LetterClaims claims,
            ReplaySender sender,
            LetterEditor editor,
            AuditTrail audit,
            LetterProducer producer,
            Supplier<TopicReader> readers,
            String group) {
        this.table = table;
        this.claims = claims;
        this.sender = sender;
        this.editor = editor;
        this.audit = audit;
        this.producer = producer;
        this.readers = readers;
        this.group = group;
    }

    /**
     * Returns when the letter is on the replay topic.
     *
     * @param edit what it is to hold; null for what it holds
     * @param again whether also when it lies there already
     * @param principal who wants it; null when nobody knows
     * @throws LetterRefusedException if it cannot be
     */
    void replay(
            DeadLetterTable.Found letter, LetterEditor.@Nullable Edit edit, boolean again, @Nullable String principal) {
        refuseByState(letter, again);
        try (TopicReader reader = readers.get()) {
            Optional<DeadLetter> there = sender.find(letter, reader);
            if (there.isEmpty()) {
                throw new LetterRefusedException(
                        "Expected the letter at " + letter.view().letter() + " but it is gone");
            }
            UnaryOperator<ProducerRecord<byte[], byte[]>> change = UnaryOperator.identity();
            if (edit != null) {
                ProducerRecord<byte[], byte[]> edited = editor.edit(there.get(), letter.topic(), edit, reader);
                change = asItWas -> edited;
            }
            UUID claim = UUID.randomUUID();
            LetterAction action = new LetterAction(
                    edit == null ? "replay" : "edit",
                    principal,
                    edit == null ? null : edit.words(),
                    Clock.systemUTC().instant());
            if (!claims.claim(claim, letter, action)) {
                throw new LetterRefusedException("Expected a letter that nobody replays at this moment but "
                        + letter.id() + " is being replayed, or has changed");
            }
            audit.log(action.action(), letter.id(), principal, action.details());
            ReplaySender.Outcome outcome = sender.send(List.of(letter), reader, change);
            claims.replayed(claim, outcome.sent());
            if (outcome.sent().isEmpty()) {
                claims.release(claim, List.of(letter.id()));
                throw new LetterRefusedException(
                        outcome.failure() == null ? "Kafka never takes a letter of that size" : outcome.failure());
            }
        }
    }

    private static void refuseByState(DeadLetterTable.Found letter, boolean again) {
        String state = letter.view().state();
        if (state.equals(LetterState.RESOLVED.text())) {
            throw new LetterRefusedException(
                    "Expected a letter that waits but " + letter.id() + " is resolved: its record was handled");
        }
        if (state.equals(LetterState.PARKED.text())) {
            throw new LetterRefusedException("Expected a letter that was tried but " + letter.id()
                    + " is parked: it comes when the letters of its key before it are resolved or dropped");
        }
        if (state.equals(LetterState.REPLAYED.text()) && !again) {
            throw new LetterRefusedException("Expected a letter that is not on its way but " + letter.id()
                    + " is on the replay topic. Send it again with \"again\": true");
        }
    }

    /**
     * Says that the record will never be handled, first on the dead-letter topic, for those who know nothing but Kafka, and
     * where whoever keeps the table finds it if this process ends here.
     *
     * @throws LetterRefusedException if Kafka does not take it
     */
    void drop(DeadLetterTable.Found letter, String reason, @Nullable String principal) {
        DropMarker marker = new DropMarker(
                letter.id(),
                letter.view().attempts(),
                reason,
                Clock.systemUTC().instant().truncatedTo(ChronoUnit.MICROS),
                principal);
        try (TopicReader reader = readers.get()) {
            byte[] key = sender.find(letter, reader)
                    .map(there -> there.record().key())
                    .orElse(null);
            if (letter.letterPartition() >= 0) {
                var unused = producer.get()
                        .send(marker.record(
                                DeadLetterTopic.of(letter.topic(), group).name(), letter.letterPartition(), key))
                        .get();
            }
        } catch (ExecutionException failed) {
            throw new LetterRefusedException("Kafka did not take the marker of the drop: " + failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LetterRefusedException("The service stops");
        }
        if (table.drop(marker) || audit.tellsOf(marker)) {
            audit.log("drop", letter.id(), principal, reason);
        }
    }
}
