/** What is told of topics and groups, tried without pages; start at {@link dev.avenant.console.topics.RecordsPerMinuteTest}. */
@NullMarked
package dev.avenant.console.topics;

import org.jspecify.annotations.NullMarked;
