package dev.avenant.serde.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Type.BOOLEAN;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.CaseInsensitiveValidString;

/** The settings of {@link dev.avenant.serde.KafkaAvroSerializer}: those of {@link KafkaAvroSerdeConfig} and these. */
public final class KafkaAvroSerializerConfig {

    public static final String AVRO_REMOVE_JAVA_PROPERTIES = "avro.remove.java.properties";
    public static final String VALIDATION_RULES_EXECUTION = "validation.rules.execution";

    private static final ConfigDef.Validator EXECUTIONS =
            CaseInsensitiveValidString.in("DISABLED", "BEFORE_DOMAIN_RULES", "AFTER_DOMAIN_RULES");

    private KafkaAvroSerializerConfig() {}

    /** Every setting: name, type, default, validator, importance and what it is for. */
    public static ConfigDef configDef() {
        return KafkaAvroSerdeConfig.configDef()
                .define(
                        AVRO_REMOVE_JAVA_PROPERTIES,
                        BOOLEAN,
                        false,
                        MEDIUM,
                        "Leave avro.java.string out of what is registered.")
                .define(
                        VALIDATION_RULES_EXECUTION,
                        STRING,
                        "DISABLED",
                        EXECUTIONS,
                        LOW,
                        "Rules are not executed here: anything but DISABLED is refused.");
    }
}
