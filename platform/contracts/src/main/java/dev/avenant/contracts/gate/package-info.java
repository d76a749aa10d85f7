/** Checks the contracts against earlier versions; start from {@link dev.avenant.contracts.gate.Gate}. */
@NullMarked
package dev.avenant.contracts.gate;

import org.jspecify.annotations.NullMarked;
