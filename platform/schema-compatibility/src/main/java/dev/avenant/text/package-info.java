/** Text from outside made fit to be shown, and names that look alike; start from {@link dev.avenant.text.Printable}. */
@NullMarked
package dev.avenant.text;

import org.jspecify.annotations.NullMarked;
