/** What the packages of the checks share and nobody else needs; start from {@link dev.avenant.checks.internal.Words}. */
@NullMarked
package dev.avenant.checks.internal;

import org.jspecify.annotations.NullMarked;
