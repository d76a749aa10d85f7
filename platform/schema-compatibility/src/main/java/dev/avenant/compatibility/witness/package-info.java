/**
 * Records that are generated, really encoded and really decoded; start from
 * {@link dev.avenant.compatibility.witness.Witness}.
 */
@NullMarked
package dev.avenant.compatibility.witness;

import org.jspecify.annotations.NullMarked;
