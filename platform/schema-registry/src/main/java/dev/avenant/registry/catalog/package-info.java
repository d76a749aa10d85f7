/** What the registry holds, built by applying records in log order; start at {@link dev.avenant.registry.catalog.Catalog}. */
@NullMarked
package dev.avenant.registry.catalog;

import org.jspecify.annotations.NullMarked;
