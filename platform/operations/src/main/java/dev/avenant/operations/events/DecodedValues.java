package dev.avenant.operations.events;

import dev.cel.common.values.NullValue;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Values decoded with the schemas that they were written with. Of topics whose personal data is masked, what a schema tags
 * is the mask for an expression too, so that nobody finds out by asking what nobody shows them.
 *
 * @param isMasked whether the personal data of a topic is masked
 */
public record DecodedValues(WireFormat format, Predicate<String> isMasked) implements ExpressionValues {

    @Override
    public Object of(ConsumerRecord<byte[], byte[]> record) throws WireFormat.UndecodableException {
        if (record.value() == null) {
            return NullValue.NULL_VALUE;
        }
        WireFormat.Datum decoded = format.datum(record);
        boolean masks = isMasked.test(record.topic());
        if (decoded.schema() == null) {
            return masks ? PersonalData.MASK : CelValues.of(decoded.value());
        }
        return new CelValues(masks).of(decoded.schema(), decoded.value());
    }
}
