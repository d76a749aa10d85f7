/** How commands ask a console in place of Kafka: start at {@link dev.avenant.cli.console.ConsoleConfig}. */
@NullMarked
package dev.avenant.cli.console;

import org.jspecify.annotations.NullMarked;
