/**
 * Records that are generated, really encoded and really decoded; start from
 * {@link dev.avenant.finding.Witness}.
 */
@NullMarked
package dev.avenant.compatibility.witness;

import org.jspecify.annotations.NullMarked;
