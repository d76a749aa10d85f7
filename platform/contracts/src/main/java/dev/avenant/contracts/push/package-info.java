/** Registers what was released, and compares a registry with it; start from {@link dev.avenant.contracts.push.RegistryPush}. */
@NullMarked
package dev.avenant.contracts.push;

import org.jspecify.annotations.NullMarked;
