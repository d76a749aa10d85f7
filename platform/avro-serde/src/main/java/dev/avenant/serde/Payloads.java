package dev.avenant.serde;

import dev.avenant.serde.internal.FieldFault;
import dev.avenant.serde.internal.LimitExceededException;
import java.io.EOFException;
import java.util.HexFormat;
import org.apache.avro.AvroTypeException;
import org.apache.avro.SystemLimitException;
import org.apache.kafka.common.errors.SerializationException;

/** Says what is wrong with a payload. */
final class Payloads {

    private static final int SHOWN_BYTES = 8;

    private Payloads() {}

    /** The first bytes in hexadecimal. */
    static String beginning(byte[] payload) {
        if (payload.length == 0) {
            return "nothing";
        }
        String shown = HexFormat.ofDelimiter(" ").formatHex(payload, 0, Math.min(SHOWN_BYTES, payload.length));
        return payload.length > SHOWN_BYTES ? shown + " …" : shown;
    }

    static SerdeException undecodable(FailureSite site, ReadPlan plan, Exception failed) {
        Exception fault = FieldFault.faultOf(failed);
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

    static SerdeException tooMuch(FailureSite site, ReadPlan plan, Error failed) {
        SerdeFailure.Kind kind =
                failed instanceof LinkageError ? SerdeFailure.Kind.INCOMPATIBLE : SerdeFailure.Kind.LIMIT_EXCEEDED;
        return new SerdeException(kind, site, message(plan) + failed, failed);
    }

    static SerdeException trailing(FailureSite site, ReadPlan plan, int left) {
        SerializationException cause = new SerializationException(
                "Trailing data found after deserializing Avro message for id " + plan.schemaId());
        return new SerdeException(
                SerdeFailure.Kind.TRAILING_DATA,
                site,
                message(plan) + left + " bytes are left after the record, and " + AvroSettings.FAIL_ON_TRAILING_DATA
                        + " is true",
                cause);
    }

    private static String message(ReadPlan plan) {
        return "Error deserializing Avro message for id " + plan.schemaId() + ": ";
    }
}
