/** How Kafka and the registry are reached: configuration and clients. */
@NullMarked
package dev.avenant.cli.access;

import org.jspecify.annotations.NullMarked;
