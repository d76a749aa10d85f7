package dev.avenant.serde.internal.deserialization;

import dev.avenant.serde.config.KafkaAvroDeserializerConfig;
import dev.avenant.serde.errors.FailureSite;
import dev.avenant.serde.errors.SerdeException;
import dev.avenant.serde.errors.SerdeFailure;
import dev.avenant.serde.internal.codec.FieldPathException;
import dev.avenant.serde.internal.codec.LimitExceededException;
import java.io.EOFException;
import java.util.HexFormat;
import org.apache.avro.AvroTypeException;
import org.apache.avro.SystemLimitException;
import org.apache.kafka.common.errors.SerializationException;

/** Says what is wrong with a payload. */
public final class PayloadFailures {

    private static final int SHOWN_BYTES = 8;

    private PayloadFailures() {}

    /** The first bytes in hexadecimal. */
    public static String beginning(byte[] payload) {
        if (payload.length == 0) {
            return "nothing";
        }
        String shown = HexFormat.ofDelimiter(" ").formatHex(payload, 0, Math.min(SHOWN_BYTES, payload.length));
        return payload.length > SHOWN_BYTES ? shown + " …" : shown;
    }

    public static SerdeException undecodable(FailureSite site, ResolvedReader plan, Exception failed) {
        Exception fault = FieldPathException.faultOf(failed);
        return new SerdeException(kindOf(fault), site, message(plan) + reason(fault), fault);
    }

    private static SerdeFailure.Kind kindOf(Exception fault) {
        if (fault instanceof EOFException) {
            return SerdeFailure.Kind.TRUNCATED;
        }
        if (fault instanceof LimitExceededException || fault instanceof SystemLimitException) {
            return SerdeFailure.Kind.LIMIT_EXCEEDED;
        }
        return fault instanceof AvroTypeException || fault instanceof SecurityException
                ? SerdeFailure.Kind.INCOMPATIBLE
                : SerdeFailure.Kind.MALFORMED;
    }

    private static String reason(Exception fault) {
        if (fault instanceof EOFException && fault.getMessage() == null) {
            return "the payload ends before the record does";
        }
        return fault.getMessage() == null ? fault.getClass().getName() : fault.getMessage();
    }

    public static SerdeException tooMuch(FailureSite site, ResolvedReader plan, Error failed) {
        SerdeFailure.Kind kind =
                failed instanceof LinkageError ? SerdeFailure.Kind.INCOMPATIBLE : SerdeFailure.Kind.LIMIT_EXCEEDED;
        return new SerdeException(kind, site, message(plan) + failed, failed);
    }

    public static SerdeException trailing(FailureSite site, ResolvedReader plan, int left) {
        SerializationException cause = new SerializationException(
                "Trailing data found after deserializing Avro message for id " + plan.schemaId());
        return new SerdeException(
                SerdeFailure.Kind.TRAILING_DATA,
                site,
                message(plan) + left + " bytes are left after the record, and "
                        + KafkaAvroDeserializerConfig.AVRO_FAIL_ON_TRAILING_DATA + " is true",
                cause);
    }

    private static String message(ResolvedReader plan) {
        return "Error deserializing Avro message for id " + plan.schemaId() + ": ";
    }
}
