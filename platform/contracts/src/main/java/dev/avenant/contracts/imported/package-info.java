/** What contracts were taken over from; start from {@link dev.avenant.contracts.imported.ImportRecord}. */
@NullMarked
package dev.avenant.contracts.imported;

import org.jspecify.annotations.NullMarked;
