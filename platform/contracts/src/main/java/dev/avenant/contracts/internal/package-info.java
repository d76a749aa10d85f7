/** What several packages of the contracts use and nobody else. */
@NullMarked
package dev.avenant.contracts.internal;

import org.jspecify.annotations.NullMarked;
