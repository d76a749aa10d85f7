package dev.avenant.operations.events;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Gives an {@link EventExpression} the values of records, as far as whoever asks may see them. */
@FunctionalInterface
public interface ExpressionValues {

    /**
     * The value of a record as an expression sees it.
     *
     * @throws WireFormat.UndecodableException if the bytes are not what they should be
     * @throws dev.avenant.operations.OperationException if the registry does not answer
     */
    Object of(ConsumerRecord<byte[], byte[]> record) throws WireFormat.UndecodableException;
}
