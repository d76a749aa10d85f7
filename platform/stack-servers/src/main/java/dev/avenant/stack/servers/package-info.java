/** The broker of the local stack as a program of its own; start at {@link dev.avenant.stack.servers.KafkaMain}. */
@NullMarked
package dev.avenant.stack.servers;

import org.jspecify.annotations.NullMarked;
