package dev.avenant.messaging.internal;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which bean a service lacks whose handlers would not be in one transaction with the inbox. */
final class TransactionManagerMissingFailureAnalyzer
        extends AbstractFailureAnalyzer<TransactionManagerMissingException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, TransactionManagerMissingException cause) {
        return new FailureAnalysis(
                cause.getMessage() + ".",
                "Add a bean new JdbcTransactionManager(dataSource). Spring Boot makes none where"
                        + " spring.kafka.producer.transaction-id-prefix is set.",
                cause);
    }
}
