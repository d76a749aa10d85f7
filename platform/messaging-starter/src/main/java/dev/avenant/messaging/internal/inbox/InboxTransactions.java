package dev.avenant.messaging.internal.inbox;

import dev.avenant.messaging.internal.TransactionManagerMissingException;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.beans.BeanWrapper;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.transaction.PlatformTransactionManager;

/** Finds whose transactions a handler and its row in the inbox have in common. */
final class InboxTransactions {

    private InboxTransactions() {}

    /**
     * The transaction manager of that database, whether for JDBC or for an object-relational mapper on top.
     *
     * @throws TransactionManagerMissingException if none is: the row would be committed by itself, and an effect that fails be taken
     *     for done
     */
    static PlatformTransactionManager of(DataSource dataSource, Stream<PlatformTransactionManager> managers) {
        List<PlatformTransactionManager> all = managers.toList();
        return all.stream()
                .filter(manager -> isOf(manager, dataSource))
                .findFirst()
                .orElseThrow(() -> new TransactionManagerMissingException(all.stream()
                        .map(manager -> manager.getClass().getName())
                        .toList()));
    }

    private static boolean isOf(PlatformTransactionManager manager, DataSource dataSource) {
        BeanWrapper properties = PropertyAccessorFactory.forBeanPropertyAccess(manager);
        return properties.isReadableProperty("dataSource")
                && dataSource.equals(properties.getPropertyValue("dataSource"));
    }
}
