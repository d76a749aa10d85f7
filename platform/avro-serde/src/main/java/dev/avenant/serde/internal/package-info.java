/**
 * The binary codec: trees of small readers and writers, built once for a pair of schemas; start at {@link
 * dev.avenant.serde.internal.RecordCodec}.
 */
@NullMarked
package dev.avenant.serde.internal;

import org.jspecify.annotations.NullMarked;
