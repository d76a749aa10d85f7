package dev.avenant.console.api;

import dev.avenant.console.AccessRefusedException;
import dev.avenant.console.access.Access;
import dev.avenant.console.deadletters.DeadLetters;
import dev.avenant.console.registry.RegistryAwayException;
import dev.avenant.console.registry.RejectedQuestionException;
import dev.avenant.console.web.BytesView;
import dev.avenant.console.web.LetterView;
import dev.avenant.console.web.Reachability;
import dev.avenant.operations.OperationException;
import dev.avenant.operations.letters.DropNote;
import dev.avenant.operations.letters.LetterContent;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What single dead letters say, and what is known of them, without the personal data that whoever asks may not see. */
@Component
class LetterDetails {

    /**
     * The value of a letter.
     *
     * @param size how many bytes it has; -1 for a tombstone
     * @param inParts whether it lies in several records
     * @param masked whether it is left out since it has, or may have, personal data
     * @param base64 null for a tombstone, when it lies in parts, or is masked
     */
    record Value(
            long size,
            boolean inParts,
            boolean masked,
            @Nullable String base64) {}

    /**
     * What a letter says besides.
     *
     * @param drop what was said when its record was dropped; null when it was not
     */
    record Content(
            int partition,
            long offset,
            @Nullable String message,
            Map<String, String> headers,
            Map<String, String> details,
            @Nullable String stacktrace,
            Value value,
            @Nullable DropNote drop) {}

    /** What is known of a letter, and of its bytes unless the registry is away. */
    record Explanation(
            Letter letter,
            String advice,
            @Nullable String message,
            @Nullable String originTopic,
            int originPartition,
            long originOffset,
            Map<String, String> headers,
            Map<String, String> details,
            @Nullable String stacktrace,
            Value value,
            List<Letter> others,
            @Nullable DropNote drop,
            @Nullable String registryProblem,
            @Nullable BytesView bytes) {}

    private final DeadLetters deadLetters;
    private final Access access;

    LetterDetails(DeadLetters deadLetters, Access access) {
        this.deadLetters = deadLetters;
        this.access = access;
    }

    Content content(String topic, DeadLetters.Found found) {
        LetterView view = new LetterView(topic, found);
        return new Content(
                found.indexed().facts().partition(),
                found.indexed().facts().offset(),
                view.getMessage(),
                view.getHeaders(),
                view.getDetails(),
                view.getStacktrace(),
                value(topic, found),
                found.drop());
    }

    Explanation explanation(String topic, DeadLetters.Found found) {
        LetterView view = new LetterView(topic, found);
        BytesView bytes = null;
        Reachability registry = Reachability.ANSWERED;
        if (!view.isInParts()) {
            try {
                bytes = new BytesView(
                        deadLetters.explain(found.letter()),
                        found.letter().record().value(),
                        access.isPersonalDataMasked(topic));
            } catch (RegistryAwayException | RejectedQuestionException | OperationException away) {
                registry = Reachability.away(away);
            } catch (AccessRefusedException refused) {
                registry = Reachability.refused(refused);
            }
        }
        return new Explanation(
                Letter.of(found.indexed()),
                view.getAdvice(),
                view.getMessage(),
                view.getOriginTopic(),
                view.getOriginPartition(),
                view.getOriginOffset(),
                view.getHeaders(),
                view.getDetails(),
                view.getStacktrace(),
                value(topic, found),
                found.sameRecord().stream().map(Letter::of).toList(),
                found.drop(),
                registry.reason(),
                bytes);
    }

    private Value value(String topic, DeadLetters.Found found) {
        LetterContent content = LetterContent.of(found.letter());
        byte[] bytes = content.value();
        boolean isMasked = bytes != null && bytes.length > 0 && access.isPersonalDataMasked(topic);
        return new Value(
                content.size(),
                content.isInParts(),
                isMasked,
                bytes == null || isMasked ? null : Base64.getEncoder().encodeToString(bytes));
    }
}
