package dev.avenant.console.api;

import dev.avenant.messaging.api.dialect.LetterState;
import dev.avenant.operations.letters.IndexedLetter;
import dev.avenant.operations.letters.LetterFacts;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A letter, and what became of it. */
record Letter(
        int partition,
        long offset,
        UUID id,
        LetterState state,
        boolean newest,
        int attempt,
        Instant failedAt,
        @Nullable String cause,
        @Nullable String group,
        @Nullable String key,
        @Nullable String exception,
        @Nullable Integer schemaId,
        String dialect,
        @Nullable String category,
        @Nullable String rootException,
        Origin origin) {
    static Letter of(IndexedLetter letter) {
        LetterFacts facts = letter.facts();
        return new Letter(
                facts.partition(),
                facts.offset(),
                facts.id(),
                letter.state(),
                letter.isNewest(),
                facts.attempt(),
                facts.failedAt(),
                facts.cause(),
                facts.group(),
                facts.key(),
                facts.exception(),
                schemaIdOf(facts.schemaId()),
                facts.dialect(),
                facts.category(),
                facts.rootException(),
                Origin.of(facts));
    }

    /** Where the record of a letter was published. */
    record Origin(
            @Nullable String topic,
            int partition,
            long offset,
            @Nullable Instant writtenAt) {
        static Origin of(LetterFacts facts) {
            return new Origin(
                    facts.topic(),
                    facts.originPartition(),
                    facts.originOffset(),
                    facts.writtenAt() < 0 ? null : Instant.ofEpochMilli(facts.writtenAt()));
        }
    }

    /** An id of a schema as answers have it: null for {@link LetterFacts#NO_SCHEMA}. */
    static @Nullable Integer schemaIdOf(int id) {
        return id == LetterFacts.NO_SCHEMA ? null : id;
    }
}
