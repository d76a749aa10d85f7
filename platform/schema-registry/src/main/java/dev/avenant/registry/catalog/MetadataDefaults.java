package dev.avenant.registry.catalog;

import dev.avenant.registry.client.api.Metadata;
import dev.avenant.registry.client.api.RuleSet;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The metadata and rules that a schema gets in a subject: its own, else those of the version before, over the subject's
 * defaults and under what it overrides.
 */
final class MetadataDefaults {

    static final String VERSION_PROPERTY = "confluent:version";

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,10}");

    private final SubjectConfig config;
    private final @Nullable SchemaVersion before;

    private MetadataDefaults(SubjectConfig config, @Nullable SchemaVersion before) {
        this.config = config;
        this.before = before;
    }

    static MetadataDefaults of(SubjectConfig config, @Nullable SchemaVersion before) {
        return new MetadataDefaults(config, before);
    }

    /** The number that metadata says a version has, empty where it says none. */
    static OptionalInt versionNumber(@Nullable Metadata metadata) {
        String text = metadata == null ? null : metadata.property(VERSION_PROPERTY);
        if (text == null || !NUMBER.matcher(text).matches()) {
            return OptionalInt.empty();
        }
        long number = Long.parseLong(text);
        return number == (int) number ? OptionalInt.of((int) number) : OptionalInt.empty();
    }

    SchemaContent apply(SchemaContent content) {
        Metadata metadata =
                content.metadata() == null && before != null ? before.content().metadata() : content.metadata();
        RuleSet rules =
                content.ruleSet() == null && before != null ? before.content().ruleSet() : content.ruleSet();
        return content.with(
                Metadata.merge(Metadata.merge(config.defaultMetadata(), metadata), config.overrideMetadata()),
                RuleSet.merge(RuleSet.merge(config.defaultRuleSet(), rules), config.overrideRuleSet()));
    }

    /** The same, with its number in the metadata where that is asked for, or says one already. */
    SchemaContent apply(SchemaContent content, int version, boolean numbered) {
        SchemaContent populated = apply(content);
        Metadata metadata = populated.metadata();
        if (!numbered && (metadata == null || metadata.property(VERSION_PROPERTY) == null)) {
            return populated;
        }
        Metadata present = metadata == null ? new Metadata(null, null, null) : metadata;
        return populated.with(present.withProperty(VERSION_PROPERTY, Integer.toString(version)), populated.ruleSet());
    }
}
