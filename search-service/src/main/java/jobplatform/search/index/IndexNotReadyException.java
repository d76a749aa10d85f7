package jobplatform.search.index;

/** The service has just started, and its index is not there yet. */
public final class IndexNotReadyException extends RuntimeException {

    IndexNotReadyException() {
        super("The search index is being read from the database; try again");
    }
}
