package dev.avenant.messaging.internal;

import java.util.List;

/** No transaction manager is one of the database that holds the inbox, so the service must not start. */
public final class TransactionManagerMissingException extends RuntimeException {

    /** @param found the classes of the transaction managers that there are */
    public TransactionManagerMissingException(List<String> found) {
        super("Listeners need a transaction manager of the DataSource that holds the inbox, but found "
                + (found.isEmpty() ? "none" : "only " + String.join(", ", found)));
    }
}
