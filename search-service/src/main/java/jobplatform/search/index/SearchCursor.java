package jobplatform.search.index;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Behind which job a page begins. It says where that job stands in the order, so that it holds while jobs come and go,
 * that one included.
 *
 * @param score the job's score
 * @param postedAt when it was posted, in milliseconds of the epoch
 * @param id the job
 */
record SearchCursor(float score, long postedAt, UUID id) {

    private static final int POSITION_BYTES = Float.BYTES + 3 * Long.BYTES;
    private static final int SEAL_BYTES = 8;

    /** The text that a caller hands back, which goes with these criteria alone. */
    String encode(SearchCriteria criteria) {
        byte[] position = ByteBuffer.allocate(POSITION_BYTES)
                .putFloat(score)
                .putLong(postedAt)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        byte[] sealed = ByteBuffer.allocate(POSITION_BYTES + SEAL_BYTES)
                .put(position)
                .put(seal(position, criteria))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /** The cursor, or empty when the text is none that {@link #encode} made for these criteria. */
    static Optional<SearchCursor> decode(String text, SearchCriteria criteria) {
        byte[] sealed;
        try {
            sealed = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
        if (sealed.length != POSITION_BYTES + SEAL_BYTES) {
            return Optional.empty();
        }
        byte[] position = Arrays.copyOf(sealed, POSITION_BYTES);
        byte[] seal = Arrays.copyOfRange(sealed, POSITION_BYTES, sealed.length);
        if (!MessageDigest.isEqual(seal, seal(position, criteria))) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(position);
        return Optional.of(
                new SearchCursor(bytes.getFloat(), bytes.getLong(), new UUID(bytes.getLong(), bytes.getLong())));
    }

    private static byte[] seal(byte[] position, SearchCriteria criteria) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(position);
            digest.update(criteria.toString().getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(digest.digest(), SEAL_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
