/** Tests of what a service needs of its database. */
@NullMarked
package dev.avenant.messaging.internal.tables;

import org.jspecify.annotations.NullMarked;
