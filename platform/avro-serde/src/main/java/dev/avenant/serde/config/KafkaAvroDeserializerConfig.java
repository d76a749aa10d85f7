package dev.avenant.serde.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Type.BOOLEAN;
import static org.apache.kafka.common.config.ConfigDef.Type.CLASS;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;

/** The settings of {@link dev.avenant.serde.KafkaAvroDeserializer}: those of {@link KafkaAvroSerdeConfig} and these. */
public final class KafkaAvroDeserializerConfig {

    public static final String SPECIFIC_AVRO_READER = "specific.avro.reader";
    public static final String SPECIFIC_AVRO_KEY_TYPE = "specific.avro.key.type";
    public static final String SPECIFIC_AVRO_VALUE_TYPE = "specific.avro.value.type";
    public static final String AVRO_FAIL_ON_TRAILING_DATA = "avro.fail.on.trailing.data";
    public static final String MAX_DEPTH = "avenant.max.depth";
    public static final String MAX_DECLARED_LENGTH = "avenant.max.declared.length";
    public static final String MAX_EMPTY_ITEMS = "avenant.max.empty.items";

    private static final Range POSITIVE = Range.atLeast(1);

    private KafkaAvroDeserializerConfig() {}

    /** Every setting: name, type, default, validator, importance and what it is for. */
    public static ConfigDef configDef() {
        return KafkaAvroSerdeConfig.configDef()
                .define(SPECIFIC_AVRO_READER, BOOLEAN, false, MEDIUM, "Give objects of generated classes.")
                .define(SPECIFIC_AVRO_KEY_TYPE, CLASS, null, MEDIUM, "The class of every key.")
                .define(SPECIFIC_AVRO_VALUE_TYPE, CLASS, null, MEDIUM, "The class of every value.")
                .define(AVRO_FAIL_ON_TRAILING_DATA, BOOLEAN, false, MEDIUM, "Refuse a record with bytes left after it.")
                .define(MAX_DEPTH, INT, 1000, POSITIVE, LOW, "How deep records may be nested.")
                .define(
                        MAX_DECLARED_LENGTH,
                        INT,
                        1 << 28,
                        POSITIVE,
                        LOW,
                        "Bytes of a string or bytes value, or elements of a block, that a payload may declare.")
                .define(
                        MAX_EMPTY_ITEMS,
                        INT,
                        100_000,
                        POSITIVE,
                        LOW,
                        "Elements without bytes, such as nulls in an array, that a payload may declare.");
    }
}
