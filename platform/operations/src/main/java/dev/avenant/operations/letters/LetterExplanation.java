package dev.avenant.operations.letters;

import dev.avenant.operations.events.AvroTrace;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about the bytes of a letter.
 *
 * @param diagnosis what is wrong with them
 * @param schemaId the id that they begin with; {@link LetterFacts#NO_SCHEMA} when they begin otherwise
 * @param payloadFrom the byte at which Avro's bytes begin, or are taken to
 * @param writers the versions that have that id
 * @param trace the bytes as the writer's schema says them; null when that is not known
 * @param reader the newest version of the writer's subject, which services mostly read with; null when not known
 * @param readerProblem why that does not read the value; null when it does, or was not tried
 * @param fits how each version of the topic's subjects reads the bytes, those first that read them whole
 * @param moreVersions how many more versions were not tried
 */
public record LetterExplanation(
        BytesDiagnosis diagnosis,
        int schemaId,
        int payloadFrom,
        List<VersionFit> writers,
        @Nullable AvroTrace trace,
        @Nullable VersionFit reader,
        @Nullable String readerProblem,
        List<VersionFit> fits,
        int moreVersions) {

    public LetterExplanation {
        writers = List.copyOf(writers);
        fits = List.copyOf(fits);
    }

    /** The newest version of which all of the bytes are a value. */
    public Optional<VersionFit> fitting() {
        return fits.stream().filter(VersionFit::isWhole).findFirst();
    }
}
