package dev.avenant.console.deadletters;

import dev.avenant.console.ShownText;
import dev.avenant.messaging.api.DeadLetter;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One record of a dead-letter topic as its page shows it.
 *
 * @param timestamp the time of the original record
 * @param key the original key as text; null when it had none
 * @param size length of the original value in bytes; 0 for a tombstone
 * @param preview the beginning of the value in hexadecimal; nothing when the letter holds it in parts
 * @param reasons the headers that say where it came from and why it lies here, without their prefix
 * @param headers the headers that the record came with
 */
public record DeadLetterView(
        int partition,
        long offset,
        Instant timestamp,
        @Nullable String key,
        long size,
        String preview,
        Map<String, String> reasons,
        Map<String, String> headers) {

    static final int PREVIEW_BYTES = 64;

    static DeadLetterView of(DeadLetter letter) {
        byte[] value = letter.value() == null ? new byte[0] : letter.value();
        return new DeadLetterView(
                letter.partition(),
                letter.offset(),
                Instant.ofEpochMilli(letter.record().timestamp()),
                ShownText.lineOrNull(letter.key()),
                Math.max(0, letter.size()),
                preview(value),
                shown(letter.reasons()),
                shown(letter.originalHeaders()));
    }

    private static Map<String, String> shown(Map<String, String> texts) {
        Map<String, String> shown = new LinkedHashMap<>();
        texts.forEach((name, text) -> shown.put(ShownText.line(name), ShownText.line(text)));
        return shown;
    }

    private static String preview(byte[] value) {
        int shown = Math.min(value.length, PREVIEW_BYTES);
        String hex = HexFormat.ofDelimiter(" ").formatHex(value, 0, shown);
        return shown < value.length ? hex + " …" : hex;
    }
}
