package dev.avenant.serde;

import dev.avenant.serde.internal.conversion.JvmTrust;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * The generated classes that an application vouches for in its whole JVM. Avro makes objects of no other ones: not in its
 * own readers, not in copies by {@code newBuilder(record)}, and not for other serdes. This serde needs it for none that
 * {@code avenant.trusted.packages} covers.
 */
public final class TrustedRecords {

    private TrustedRecords() {}

    /** Trusts a generated class, and those of its fields at any depth, as long as the JVM runs. */
    public static void trust(Class<? extends SpecificRecord> type) {
        JvmTrust.include(type, SpecificData.get().getSchema(type));
    }
}
