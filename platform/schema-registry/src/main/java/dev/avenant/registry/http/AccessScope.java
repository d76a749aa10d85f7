package dev.avenant.registry.http;

import dev.avenant.registry.security.Access;
import dev.avenant.registry.security.Role;

/** What a principal needs the role of an endpoint on. */
enum AccessScope {
    /** The subject of the path and, where that is an alias, the subject that it leads to. */
    SUBJECT_OR_ALIAS("subject and alias") {
        @Override
        boolean allows(Access access, String principal, Role role, RequestPath path) {
            return access.allows(principal, path.subject(), role)
                    && access.allows(principal, path.resolvedSubject(), role);
        }
    },
    /** The subject, or context, that the path names. */
    SUBJECT("subject") {
        @Override
        boolean allows(Access access, String principal, Role role, RequestPath path) {
            return access.allows(principal, path.subject(), role);
        }
    },
    /** The context of the path; where it has none, the same as {@link #REGISTRY}. */
    CONTEXT("context") {
        @Override
        boolean allows(Access access, String principal, Role role, RequestPath path) {
            return path.context() == null
                    ? REGISTRY.allows(access, principal, role, path)
                    : access.allows(principal, path.subject(), role);
        }
    },
    /**
     * No one subject: who changes something needs the role on everything, who reads needs it on something and is shown
     * what may be read.
     */
    REGISTRY("registry") {
        @Override
        boolean allows(Access access, String principal, Role role, RequestPath path) {
            return role == Role.READ ? access.allowsSomewhere(principal, role) : access.allows(principal, null, role);
        }
    };

    private final String label;

    AccessScope(String label) {
        this.label = label;
    }

    /** As the table of the endpoints has it. */
    String label() {
        return label;
    }

    /** What an endpoint shows of other subjects than that of its path, it checks itself. */
    abstract boolean allows(Access access, String principal, Role role, RequestPath path);
}
