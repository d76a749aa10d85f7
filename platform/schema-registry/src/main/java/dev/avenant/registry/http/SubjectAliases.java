package dev.avenant.registry.http;

import dev.avenant.registry.catalog.Catalog;
import dev.avenant.registry.catalog.QualifiedSubject;
import dev.avenant.registry.catalog.SubjectConfig;

/** Finds the subject that another name leads to. */
final class SubjectAliases {

    private final Catalog catalog;

    SubjectAliases(Catalog catalog) {
        this.catalog = catalog;
    }

    /** The subject that {@code subject} is an alias of, else {@code subject} itself. */
    String resolve(String subject) {
        String alias = catalog.config(subject).map(SubjectConfig::usableAlias).orElse(null);
        return alias == null ? subject : QualifiedSubject.relativeTo(subject, alias);
    }
}
