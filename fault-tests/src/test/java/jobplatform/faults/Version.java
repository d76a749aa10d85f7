package jobplatform.faults;

import java.util.UUID;

/** A version of a user or a job, which one write made: the first is 1, each later one is one more. */
record Version(UUID entity, long number) {

    @Override
    public String toString() {
        return entity + " v" + number;
    }
}
