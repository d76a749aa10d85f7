/** What forms of schemas make; start at {@link dev.avenant.console.produce.SchemaFormTest}. */
@NullMarked
package dev.avenant.console.produce;

import org.jspecify.annotations.NullMarked;
