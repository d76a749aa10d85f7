/**
 * What Avro's implementations were seen to read; start from {@link dev.avenant.compatibility.readers.DeclaredReaders}.
 */
@NullMarked
package dev.avenant.compatibility.readers;

import org.jspecify.annotations.NullMarked;
