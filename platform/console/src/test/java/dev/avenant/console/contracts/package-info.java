/** What is declared and what runs; start at {@link dev.avenant.console.contracts.LineageTest}. */
@NullMarked
package dev.avenant.console.contracts;

import org.jspecify.annotations.NullMarked;
