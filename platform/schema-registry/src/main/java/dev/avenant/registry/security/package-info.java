/** Who may do what; start at {@link dev.avenant.registry.security.Access}. */
@NullMarked
package dev.avenant.registry.security;

import org.jspecify.annotations.NullMarked;
