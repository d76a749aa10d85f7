package dev.avenant.contracts.config;

import org.jspecify.annotations.Nullable;

/** Reads how subjects are called, and says what does not fit. */
final class SubjectNamingReader {
    private static final String STRATEGIES = "TopicName, RecordName, TopicRecordName";

    private SubjectNamingReader() {}

    /** For one topic, event or key, which may have a subject that is a plain text. */
    static SubjectNaming of(@Nullable YamlValue yaml, SubjectNaming defaultValue) {
        if (yaml == null) {
            return defaultValue;
        }
        return SubjectNaming.parse(yaml.text()).orElseThrow(() -> yaml.expected("want.naming", STRATEGIES));
    }

    /** For all topics: a plain text would give all of them one subject. */
    static SubjectNaming ofAll(@Nullable YamlValue yaml, SubjectNaming defaultValue) {
        SubjectNaming naming = of(yaml, defaultValue);
        if (yaml != null && !naming.hasPlaceholder()) {
            throw yaml.expected("want.naming-of-all", STRATEGIES);
        }
        return naming;
    }

    /** For a type, which is on no topic. */
    static SubjectNaming ofType(@Nullable YamlValue yaml) {
        SubjectNaming naming = of(yaml, SubjectNaming.RECORD_NAME);
        if (yaml != null && naming.usesTopic()) {
            throw yaml.expected("want.naming-of-type");
        }
        return naming;
    }
}
