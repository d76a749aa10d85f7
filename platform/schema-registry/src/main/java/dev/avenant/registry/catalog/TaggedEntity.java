package dev.avenant.registry.catalog;

import java.util.List;

/**
 * A record or a field, and tags of it.
 *
 * @param path the full name of the record, and after a dot the field's where {@code field} is true
 */
public record TaggedEntity(String path, boolean field, List<String> tags) {

    public TaggedEntity {
        tags = List.copyOf(tags);
    }
}
