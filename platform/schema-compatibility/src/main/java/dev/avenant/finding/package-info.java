/**
 * What a check has to say: the rules, and what one of them has found; start from {@link dev.avenant.finding.Rule} and
 * {@link dev.avenant.finding.Finding}.
 */
@NullMarked
package dev.avenant.finding;

import org.jspecify.annotations.NullMarked;
