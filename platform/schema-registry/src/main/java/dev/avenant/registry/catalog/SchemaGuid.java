package dev.avenant.registry.catalog;

import dev.avenant.registry.client.api.DataContractRule;
import dev.avenant.registry.client.api.Metadata;
import dev.avenant.registry.client.api.RuleSet;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Computes the name that a schema has in every registry: a digest of its text and of what goes with it. */
final class SchemaGuid {

    private static final byte METADATA_FOLLOWS = 1;
    private static final byte RULES_FOLLOW = 1;
    private static final byte RULE_DISABLED = 1;

    private final MessageDigest digest;

    private SchemaGuid() {
        try {
            digest = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has MD5", impossible);
        }
    }

    static UUID of(SchemaContent content) {
        SchemaGuid guid = new SchemaGuid();
        guid.add(content.text());
        guid.addReferences(content.references());
        if (content.metadata() != null) {
            guid.digest.update(METADATA_FOLLOWS);
            guid.addMetadata(content.metadata());
        }
        if (content.ruleSet() != null) {
            guid.digest.update(RULES_FOLLOW);
            guid.addRules(content.ruleSet());
        }
        ByteBuffer bytes = ByteBuffer.wrap(guid.digest.digest());
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    private void add(@Nullable String text) {
        if (text != null) {
            digest.update(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void addReferences(List<SchemaReference> references) {
        for (SchemaReference reference : references) {
            add(reference.name());
            add(reference.subject());
            if (reference.version() != null) {
                digest.update(ByteBuffer.allocate(Integer.BYTES)
                        .putInt(reference.version())
                        .array());
            }
        }
    }

    private void addMetadata(Metadata metadata) {
        if (metadata.tags() != null) {
            metadata.tags().forEach((path, names) -> {
                add(path);
                addAll(names);
            });
        }
        addPairs(metadata.properties());
        addAll(metadata.sensitive());
    }

    private void addRules(RuleSet rules) {
        addRules(rules.migrationRules());
        addRules(rules.domainRules());
        addRules(rules.encodingRules());
        addName(rules.enableAt());
    }

    private void addRules(@Nullable List<DataContractRule> rules) {
        if (rules == null) {
            return;
        }
        for (DataContractRule rule : rules) {
            add(rule.name());
            add(rule.doc());
            addName(rule.kind());
            addName(rule.mode());
            add(rule.type());
            addAll(rule.tags());
            addPairs(rule.params());
            add(rule.expr());
            add(rule.onSuccess());
            add(rule.onFailure());
            if (Boolean.TRUE.equals(rule.disabled())) {
                digest.update(RULE_DISABLED);
            }
        }
    }

    private void addName(@Nullable Enum<?> constant) {
        if (constant != null) {
            add(constant.name());
        }
    }

    private void addAll(@Nullable Collection<String> texts) {
        if (texts != null) {
            texts.forEach(this::add);
        }
    }

    private void addPairs(@Nullable Map<String, String> pairs) {
        if (pairs != null) {
            pairs.forEach((key, value) -> {
                add(key);
                add(value);
            });
        }
    }
}
