/** What was released, as {@code contracts.lock} says it; start from {@link dev.avenant.contracts.lock.ContractLock}. */
@NullMarked
package dev.avenant.contracts.lock;

import org.jspecify.annotations.NullMarked;
