/** What was done with the console; start at {@link dev.avenant.console.audit.AuditRecordTest}. */
@NullMarked
package dev.avenant.console.audit;

import org.jspecify.annotations.NullMarked;
