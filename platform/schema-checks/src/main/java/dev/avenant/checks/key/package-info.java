/** What a change does to the schema of a key; start from {@link dev.avenant.checks.key.KeyComparison}. */
@NullMarked
package dev.avenant.checks.key;

import org.jspecify.annotations.NullMarked;
