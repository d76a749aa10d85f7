package jobplatform.faults;

import java.util.UUID;

/** A version of a user, which one write made: the first is 1, each later one is one more. */
record Version(UUID user, long number) {

    @Override
    public String toString() {
        return user + " v" + number;
    }
}
