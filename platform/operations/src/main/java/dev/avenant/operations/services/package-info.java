/**
 * The subscriptions of services, which their own processes pause; start at
 * {@link dev.avenant.operations.services.ServiceInstance}.
 */
@NullMarked
package dev.avenant.operations.services;

import org.jspecify.annotations.NullMarked;
