/** How soon the console shows pages of much; start at {@link dev.avenant.benchmarks.console.PageTimes}. */
@NullMarked
package dev.avenant.benchmarks.console;

import org.jspecify.annotations.NullMarked;
