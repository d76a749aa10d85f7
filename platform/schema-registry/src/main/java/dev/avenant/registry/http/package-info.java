/** The REST API over Jetty; start at {@link dev.avenant.registry.http.RegistryServer}. */
@NullMarked
package dev.avenant.registry.http;

import org.jspecify.annotations.NullMarked;
