/** The console's pages; start at {@link dev.avenant.console.web.OverviewController}. */
@NullMarked
package dev.avenant.console.web;

import org.jspecify.annotations.NullMarked;
