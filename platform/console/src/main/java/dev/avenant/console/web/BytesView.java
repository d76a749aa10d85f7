package dev.avenant.console.web;

import dev.avenant.console.ShownText;
import dev.avenant.console.registry.VersionLink;
import dev.avenant.operations.events.AvroTrace;
import dev.avenant.operations.events.PersonalData;
import dev.avenant.operations.letters.BytesDiagnosis;
import dev.avenant.operations.letters.LetterExplanation;
import dev.avenant.operations.letters.LetterFacts;
import dev.avenant.operations.letters.VersionFit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;

/**
 * The bytes of a letter beside what they say, up to the one that fails; without what is, or may be, personal data, where
 * that is masked.
 */
public final class BytesView {

    private static final int HEX_IN_ROW = 16;
    private static final int RAW_BYTES = 256;
    private static final int MOST_VERSIONS = 20;
    private static final Set<BytesDiagnosis> WITHOUT_BYTES = Set.of(BytesDiagnosis.NONE, BytesDiagnosis.EMPTY);
    private static final Set<BytesDiagnosis> DECODED = Set.of(BytesDiagnosis.READABLE, BytesDiagnosis.INCOMPATIBLE);

    private final LetterExplanation explanation;
    private final byte[] value;
    private final boolean isMasked;

    /** What is known of the bytes of a letter; null for a tombstone. */
    public BytesView(LetterExplanation explanation, byte @Nullable [] value, boolean isMasked) {
        this.explanation = explanation;
        this.value = value == null ? new byte[0] : value;
        this.isMasked = isMasked;
    }

    /**
     * Some bytes and what they say.
     *
     * @param path of the field
     * @param from the first of them, from 0
     * @param hex the first of them in hexadecimal; the mask where they are not shown
     */
    public record Row(String path, String type, int from, int to, String hex, String text) {}

    /**
     * A version and how it reads the bytes.
     *
     * @param link to the version
     * @param failure where they are no value of it; null when they are one
     */
    public record Fit(VersionLink link, int id, @Nullable Failure failure) {}

    /** Where the bytes are no value, in the language of whoever asks. */
    public record Failure(AvroTrace.Kind kind, String path, int at, String expected, String found) {
        static @Nullable Failure of(AvroTrace.@Nullable Failure failure) {
            Locale language = LocaleContextHolder.getLocale();
            return failure == null
                    ? null
                    : new Failure(
                            failure.kind(),
                            failure.path(),
                            failure.at(),
                            failure.expected().in(language),
                            failure.found().in(language));
        }
    }

    public String getDiagnosis() {
        return explanation.diagnosis().name();
    }

    /** The schema id that they begin with; null when they begin otherwise. */
    public @Nullable Integer getSchemaId() {
        return explanation.schemaId() == LetterFacts.NO_SCHEMA ? null : explanation.schemaId();
    }

    /** The versions that the value was written with. */
    public List<VersionLink> getWriters() {
        return explanation.writers().stream().map(BytesView::linkOf).toList();
    }

    /** The newest version of the writer's subject, which services mostly read with; null when not known. */
    public @Nullable VersionLink getReader() {
        VersionFit reader = explanation.reader();
        return reader == null ? null : linkOf(reader);
    }

    /** The page that compares the writer's version with the reader's; null when they are one, or not known. */
    public @Nullable String getDiffAddress() {
        VersionFit reader = explanation.reader();
        if (reader == null || explanation.writers().isEmpty()) {
            return null;
        }
        VersionFit writer = explanation.writers().get(0);
        return writer.subject().equals(reader.subject()) && writer.version() != reader.version()
                ? linkOf(writer).subjectAddress() + "/diff?from=" + writer.version() + "&to=" + reader.version()
                : null;
    }

    /** Why the reader's version does not read it, in Avro's words, which may quote it; null when it does or that is masked. */
    public @Nullable String getReaderProblem() {
        return isRawMasked() ? null : ShownText.lineOrNull(explanation.readerProblem());
    }

    /** The newest version of which all bytes are a value, when it is not the writer's; null when there is none. */
    public @Nullable Fit getFitting() {
        return explanation.trace() != null
                        && explanation.trace().isWhole()
                        && !explanation.writers().isEmpty()
                ? null
                : explanation.fitting().map(BytesView::fitOf).orElse(null);
    }

    /** How the versions of the topic's subjects read the bytes. */
    public List<Fit> getFits() {
        return explanation.fits().stream()
                .limit(MOST_VERSIONS)
                .map(BytesView::fitOf)
                .toList();
    }

    public int getMoreVersions() {
        return explanation.moreVersions() + Math.max(0, explanation.fits().size() - MOST_VERSIONS);
    }

    /** Where the bytes are no value of the writer's schema; null when they are, or that is not known. */
    public @Nullable Failure getFailure() {
        AvroTrace trace = explanation.trace();
        return trace == null ? null : Failure.of(trace.failure());
    }

    /** The bytes that were read, in order. */
    public List<Row> getRows() {
        AvroTrace trace = explanation.trace();
        if (trace == null) {
            return List.of();
        }
        List<Row> rows = new ArrayList<>();
        int begin = trace.parts().isEmpty()
                ? explanation.payloadFrom()
                : trace.parts().get(0).from();
        if (begin > 0) {
            rows.add(new Row("", "", 0, begin, hex(0, begin), ""));
        }
        for (AvroTrace.Part part : trace.parts()) {
            boolean isHidden = isMasked && (part.isPersonal() || !isDecoded());
            rows.add(new Row(
                    part.path(),
                    part.type(),
                    part.from(),
                    part.to(),
                    isHidden ? PersonalData.MASK : hex(part.from(), part.to()),
                    isHidden ? PersonalData.MASK : part.text()));
        }
        return rows;
    }

    /** Whether the bytes are a value of the very schema that they name; of another one they may be by chance. */
    private boolean isDecoded() {
        return DECODED.contains(explanation.diagnosis());
    }

    /** Whether more was read than the rows show. */
    public boolean isCut() {
        return explanation.trace() != null && explanation.trace().isCut();
    }

    /** The bytes from the one that fails; of those that may be personal data the first alone. */
    public @Nullable String getFailingHex() {
        Failure failure = getFailure();
        if (failure == null || failure.at() >= value.length) {
            return null;
        }
        return isMasked
                ? hex(failure.at(), failure.at() + 1) + (failure.at() + 1 < value.length ? " " + PersonalData.MASK : "")
                : hex(failure.at(), value.length);
    }

    /** The first bytes as they are, sixteen on a line; null where there are none, or they may be personal data. */
    public @Nullable String getRaw() {
        return value.length == 0 || WITHOUT_BYTES.contains(explanation.diagnosis()) || isRawMasked()
                ? null
                : dump(value, RAW_BYTES);
    }

    /** Whether the bytes are left out since they are, or may be, personal data. */
    public boolean isRawMasked() {
        AvroTrace trace = explanation.trace();
        return isMasked
                && value.length > 0
                && (trace == null
                        || !isDecoded()
                        || trace.isCut()
                        || trace.parts().stream().anyMatch(AvroTrace.Part::isPersonal));
    }

    /** How many bytes are not on the page. */
    public int getMoreBytes() {
        return Math.max(0, value.length - RAW_BYTES);
    }

    private String hex(int from, int to) {
        int end = Math.min(Math.min(to, from + HEX_IN_ROW), value.length);
        return HexFormat.ofDelimiter(" ").formatHex(value, Math.min(from, end), end)
                + (end < Math.min(to, value.length) ? " …" : "");
    }

    /** Bytes in hexadecimal and as text, each line with the number of its first one. */
    static String dump(byte[] value, int most) {
        StringBuilder dump = new StringBuilder();
        int end = Math.min(value.length, most);
        for (int from = 0; from < end; from += HEX_IN_ROW) {
            int to = Math.min(end, from + HEX_IN_ROW);
            String hex = HexFormat.ofDelimiter(" ").formatHex(value, from, to);
            dump.append(String.format(Locale.ROOT, "%06x  %-47s  ", from, hex));
            for (int index = from; index < to; index++) {
                dump.append(value[index] >= 0x20 && value[index] < 0x7f ? (char) value[index] : '.');
            }
            dump.append('\n');
        }
        return dump.toString();
    }

    private static Fit fitOf(VersionFit fit) {
        return new Fit(linkOf(fit), fit.id(), Failure.of(fit.trace().failure()));
    }

    private static VersionLink linkOf(VersionFit fit) {
        return new VersionLink(fit.subject(), fit.version());
    }
}
