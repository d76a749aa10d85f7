/**
 * Records that are generated, really encoded and really decoded; start from
 * {@link dev.avenant.checks.witness.Witness}.
 */
@NullMarked
package dev.avenant.checks.witness;

import org.jspecify.annotations.NullMarked;
