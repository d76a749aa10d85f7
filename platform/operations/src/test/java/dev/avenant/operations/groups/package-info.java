@NullMarked
package dev.avenant.operations.groups;

import org.jspecify.annotations.NullMarked;
