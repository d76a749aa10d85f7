package dev.avenant.operations.letters;

import dev.avenant.messaging.api.WirePrefix;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** What bytes are that do not begin as the wire format does, by how they begin. */
final class ByteForms {
    private static final int LOOKED_AT = 64 * 1024;
    private static final byte[] REPLACEMENT = {(byte) 0xef, (byte) 0xbf, (byte) 0xbd};

    /** Possessive, since a group that may be given back is tried by recursion, and long text would end the stack. */
    private static final Pattern HEXADECIMAL = Pattern.compile("(?:[0-9a-fA-F]{2}[ :]?){6,}+");

    private ByteForms() {}

    /** A form that bytes show by their beginning; empty when they show none but perhaps text. */
    static Optional<BytesDiagnosis> of(byte[] value) {
        if (begins(value, 0x1f, 0x8b)) {
            return Optional.of(BytesDiagnosis.GZIP);
        }
        if (begins(value, 0x28, 0xb5, 0x2f, 0xfd)
                || begins(value, 0x04, 0x22, 0x4d, 0x18)
                || begins(value, 0x82, 'S', 'N', 'A', 'P', 'P', 'Y')
                || begins(value, 0xff, 0x06, 0x00, 0x00, 's', 'N', 'a', 'P')) {
            return Optional.of(BytesDiagnosis.COMPRESSED);
        }
        if (begins(value, 0xac, 0xed, 0x00, 0x05)) {
            return Optional.of(BytesDiagnosis.JAVA_OBJECT);
        }
        if (begins(value, 'O', 'b', 'j', 1)) {
            return Optional.of(BytesDiagnosis.AVRO_FILE);
        }
        if (begins(value, 0xc3, 0x01) && value.length > 10) {
            return Optional.of(BytesDiagnosis.SINGLE_OBJECT);
        }
        if (begins(value, 0xff, 0xfe) || begins(value, 0xfe, 0xff)) {
            return Optional.of(BytesDiagnosis.UTF_16);
        }
        if (holdsReplacedBytes(value)) {
            return Optional.of(BytesDiagnosis.TAKEN_FOR_TEXT);
        }
        return isText(value) ? ofText(text(value).strip()) : Optional.empty();
    }

    private static Optional<BytesDiagnosis> ofText(String text) {
        if (text.startsWith("\"") && (text.contains("{\\\"") || text.contains("[\\\""))) {
            return Optional.of(BytesDiagnosis.QUOTED_JSON);
        }
        if (text.startsWith("{") || text.startsWith("[")) {
            return Optional.of(BytesDiagnosis.JSON);
        }
        if (text.startsWith("<")) {
            return Optional.of(BytesDiagnosis.XML);
        }
        if (HEXADECIMAL.matcher(text).matches()) {
            return Optional.of(BytesDiagnosis.HEXADECIMAL);
        }
        if (text.startsWith("AAAA") && isBase64(text)) {
            return Optional.of(BytesDiagnosis.BASE64);
        }
        return Optional.empty();
    }

    private static boolean isBase64(String text) {
        try {
            String whole = text.replaceAll("\\s", "");
            byte[] inner = Base64.getDecoder().decode(whole.substring(0, whole.length() - whole.length() % 4));
            return WirePrefix.of(inner).isPresent();
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    /** Whether bytes stand in it that a decoder of text writes for those that are none. */
    static boolean holdsReplacedBytes(byte[] value) {
        for (int index = 0; index + REPLACEMENT.length <= Math.min(value.length, LOOKED_AT); index++) {
            if (Arrays.equals(value, index, index + REPLACEMENT.length, REPLACEMENT, 0, REPLACEMENT.length)) {
                return true;
            }
        }
        return false;
    }

    /** Whether all of its beginning is text that people could have written. */
    static boolean isText(byte[] value) {
        try {
            int looked = Math.min(value.length, LOOKED_AT);
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value, 0, wholeCharacters(value, looked)))
                    .toString();
            return text.codePoints()
                    .noneMatch(
                            point -> Character.isISOControl(point) && point != '\n' && point != '\r' && point != '\t');
        } catch (CharacterCodingException notText) {
            return false;
        }
    }

    /** Where a character ends, no further than that. */
    private static int wholeCharacters(byte[] value, int length) {
        int end = length;
        while (length < value.length && end > 0 && (value[end] & 0xc0) == 0x80) {
            end--;
        }
        return end;
    }

    private static String text(byte[] value) {
        return new String(value, 0, Math.min(value.length, LOOKED_AT), StandardCharsets.UTF_8);
    }

    private static boolean begins(byte[] value, int... with) {
        if (value.length < with.length) {
            return false;
        }
        for (int index = 0; index < with.length; index++) {
            if ((value[index] & 0xff) != with[index]) {
                return false;
            }
        }
        return true;
    }
}
