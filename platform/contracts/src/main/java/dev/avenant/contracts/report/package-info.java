/** What the gate found, in the forms that people and tools read; start from {@link dev.avenant.contracts.report.ReportFormat}. */
@NullMarked
package dev.avenant.contracts.report;

import org.jspecify.annotations.NullMarked;
