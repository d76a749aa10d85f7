package jobplatform.search.index;

/** A cursor does not go with the search. */
public final class UnknownCursorException extends RuntimeException {

    UnknownCursorException() {
        super("is not one that this search answered; it goes with the q and the filters of the page that it came with,"
                + " so leave it out to begin again");
    }
}
