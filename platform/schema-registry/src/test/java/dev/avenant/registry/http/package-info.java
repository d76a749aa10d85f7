/** Tests of the endpoints; start at {@link dev.avenant.registry.http.RegistryApiDocumentTest}. */
@NullMarked
package dev.avenant.registry.http;

import org.jspecify.annotations.NullMarked;
