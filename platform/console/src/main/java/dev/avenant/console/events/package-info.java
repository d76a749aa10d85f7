/** What records of topics say; start at {@link dev.avenant.console.events.EventReader}. */
@NullMarked
package dev.avenant.console.events;

import org.jspecify.annotations.NullMarked;
