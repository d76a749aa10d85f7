/** Groups that read topics and how far behind they are; start at {@link dev.avenant.operations.groups.GroupOffsets}. */
@NullMarked
package dev.avenant.operations.groups;

import org.jspecify.annotations.NullMarked;
