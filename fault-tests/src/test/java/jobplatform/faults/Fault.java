package jobplatform.faults;

import java.util.Set;

/** What happens to the platform. Its text says all that is needed to know what happened. */
interface Fault {

    /** What it needs for itself: faults that happen at the same time have nothing of this in common. */
    Set<String> victims();

    /** Has it happen, and returns when everything that it touched is there again. */
    void happenTo(Platform platform) throws Exception;
}
