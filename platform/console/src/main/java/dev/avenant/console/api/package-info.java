/** The REST API, a twin of each page; start at {@link dev.avenant.console.api.ApiDescription}. */
@NullMarked
package dev.avenant.console.api;

import org.jspecify.annotations.NullMarked;
