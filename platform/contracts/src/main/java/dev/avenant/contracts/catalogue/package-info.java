/** The contracts as pages and as an AsyncAPI document; start from {@link dev.avenant.contracts.catalogue.Catalogue}. */
@NullMarked
package dev.avenant.contracts.catalogue;

import org.jspecify.annotations.NullMarked;
