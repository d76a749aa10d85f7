/** What a change does to the schema of a key; start from {@link dev.avenant.compatibility.key.KeyComparison}. */
@NullMarked
package dev.avenant.compatibility.key;

import org.jspecify.annotations.NullMarked;
