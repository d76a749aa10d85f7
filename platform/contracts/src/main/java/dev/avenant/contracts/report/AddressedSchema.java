package dev.avenant.contracts.report;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A schema as a part of an address: compressed, and in letters, digits, hyphens and underscores. So an address has all of a
 * schema that no server knows yet, for as long as the address is kept.
 */
public final class AddressedSchema {
    /** What some servers and browsers still take as one address. */
    private static final int MOST_ADDRESSED = 6_000;

    private static final int MOST_BYTES = 400_000;

    private AddressedSchema() {}

    /** A text that is not what {@link #encode} makes. */
    public static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;

        private UnreadableException(String message) {
            super(message);
        }
    }

    /** The schema in an address; longer than servers take when {@link #fits} does not say otherwise. */
    public static String encode(String schema) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater)) {
            out.write(schema.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            deflater.end();
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /** Whether it is as short as servers and browsers take it. */
    public static boolean fits(String encoded) {
        return encoded.length() <= MOST_ADDRESSED;
    }

    /**
     * The schema of an address.
     *
     * @throws UnreadableException when there is none, or it is longer than a schema in an address may be
     */
    public static String decode(String encoded) throws UnreadableException {
        byte[] packed;
        try {
            packed = Base64.getUrlDecoder().decode(encoded);
        } catch (IllegalArgumentException notEncoded) {
            throw new UnreadableException("expected a schema as avenant check writes it into an address but found text"
                    + " that is not of Base64");
        }
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            byte[] schema = in.readNBytes(MOST_BYTES + 1);
            if (schema.length > MOST_BYTES) {
                throw new UnreadableException("expected a schema of at most " + MOST_BYTES + " bytes but found more");
            }
            return new String(schema, StandardCharsets.UTF_8);
        } catch (IOException damaged) {
            throw new UnreadableException(
                    "expected a whole schema but found that a part of the address is missing or changed");
        }
    }
}
