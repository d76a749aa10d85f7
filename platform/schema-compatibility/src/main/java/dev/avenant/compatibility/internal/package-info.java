/** What the packages of the checks share and nobody else needs; start from {@link dev.avenant.compatibility.internal.SchemaDisplay}. */
@NullMarked
package dev.avenant.compatibility.internal;

import org.jspecify.annotations.NullMarked;
