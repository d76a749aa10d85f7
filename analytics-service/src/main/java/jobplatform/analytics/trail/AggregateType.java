package jobplatform.analytics.trail;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What has a trail. */
public enum AggregateType {
    USER,
    JOB,
    APPLICATION;

    /** The type of that name, as an address has it; empty when there is none. */
    public static Optional<AggregateType> named(String name) {
        return Arrays.stream(values())
                .filter(type -> type.toString().equals(name))
                .findFirst();
    }

    /** Its name in an address. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
