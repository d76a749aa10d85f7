/** What Kafka holds; start at {@link dev.avenant.console.topics.Topics}. */
@NullMarked
package dev.avenant.console.topics;

import org.jspecify.annotations.NullMarked;
