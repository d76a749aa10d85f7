package dev.avenant.registry.catalog;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The versions of one subject, in order. Written by one thread; readers see a whole array each time. */
final class SubjectVersions {

    private static final SchemaVersion[] NONE = {};

    private volatile SchemaVersion[] all = NONE;

    /** Oldest first; not to be changed. */
    SchemaVersion[] all() {
        return all;
    }

    @Nullable
    SchemaVersion get(int number) {
        SchemaVersion[] seen = all;
        int at = find(seen, number);
        return at < 0 ? null : seen[at];
    }

    void put(SchemaVersion version) {
        SchemaVersion[] seen = all;
        int at = find(seen, version.version());
        SchemaVersion[] changed;
        if (at >= 0) {
            changed = seen.clone();
            changed[at] = version;
        } else {
            int index = -at - 1;
            changed = Arrays.copyOf(seen, seen.length + 1);
            System.arraycopy(seen, index, changed, index + 1, seen.length - index);
            changed[index] = version;
        }
        all = changed;
    }

    @Nullable
    SchemaVersion remove(int number) {
        SchemaVersion[] seen = all;
        int at = find(seen, number);
        if (at < 0) {
            return null;
        }
        SchemaVersion[] changed = Arrays.copyOf(seen, seen.length - 1);
        System.arraycopy(seen, at + 1, changed, at, changed.length - at);
        all = changed;
        return seen[at];
    }

    boolean isEmpty() {
        return all.length == 0;
    }

    int size() {
        return all.length;
    }

    boolean any(LookupFilter filter) {
        for (SchemaVersion version : all) {
            if (filter.accepts(version)) {
                return true;
            }
        }
        return false;
    }

    boolean allDeleted() {
        return !any(LookupFilter.ACTIVE) && any(LookupFilter.DELETED);
    }

    private static int find(SchemaVersion[] versions, int number) {
        int low = 0;
        int high = versions.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int found = versions[middle].version();
            if (found == number) {
                return middle;
            }
            if (found < number) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }
}
