/** What sends the requests of a load, at as little cost as can be; start at {@link dev.avenant.benchmarks.http.Connection}. */
@NullMarked
package dev.avenant.benchmarks.http;

import org.jspecify.annotations.NullMarked;
