/** Where the registry's records are kept; start at {@link dev.avenant.registry.log.RegistryLog}. */
@NullMarked
package dev.avenant.registry.log;

import org.jspecify.annotations.NullMarked;
