/** Measures search-service on a running stack; start at {@link dev.avenant.benchmarks.search.SearchLoad}. */
@NullMarked
package dev.avenant.benchmarks.search;

import org.jspecify.annotations.NullMarked;
