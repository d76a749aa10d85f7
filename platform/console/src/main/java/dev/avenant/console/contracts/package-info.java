/** What contracts declare beside what is seen running; start at {@link dev.avenant.console.contracts.Catalogue}. */
@NullMarked
package dev.avenant.console.contracts;

import org.jspecify.annotations.NullMarked;
