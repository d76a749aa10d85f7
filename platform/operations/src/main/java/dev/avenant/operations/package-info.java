/**
 * What the command line and the console do alike with topics, dead letters and consumer groups; start at
 * {@link dev.avenant.operations.KafkaAccess}.
 */
@NullMarked
package dev.avenant.operations;

import org.jspecify.annotations.NullMarked;
