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
        return SubjectNaming.parse(yaml.text())
                .orElseThrow(() -> yaml.expected(
                        STRATEGIES + " or a pattern",
                        "Use one of the three, or a pattern with {topic}, {record}, {name} or {namespace}, such as"
                                + " \"{topic}-{name}-value\""));
    }

    /** For all topics: a plain text would give all of them one subject. */
    static SubjectNaming ofAll(@Nullable YamlValue yaml, SubjectNaming defaultValue) {
        SubjectNaming naming = of(yaml, defaultValue);
        if (yaml != null && !naming.hasPlaceholder()) {
            throw yaml.expected(
                    STRATEGIES + " or a pattern with a placeholder",
                    "Put {topic}, {record}, {name} or {namespace} in it, or set it for one topic alone");
        }
        return naming;
    }

    /** For a type, which is on no topic. */
    static SubjectNaming ofType(@Nullable YamlValue yaml) {
        SubjectNaming naming = of(yaml, SubjectNaming.RECORD_NAME);
        if (yaml != null && naming.usesTopic()) {
            throw yaml.expected(
                    "RecordName or a pattern without {topic}",
                    "Use {record}, {name} and {namespace}; a shared type is on no topic");
        }
        return naming;
    }
}
