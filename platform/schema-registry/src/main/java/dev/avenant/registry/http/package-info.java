/** The REST API over the catalog; start at {@link dev.avenant.registry.http.RegistryServer}. */
@NullMarked
package dev.avenant.registry.http;

import org.jspecify.annotations.NullMarked;
