/**
 * What every HTTP service of the platform has alike: strict JSON, problem details, limits and start-up failures that
 * say what to do; start at {@link dev.avenant.service.Problems}.
 */
@NullMarked
package dev.avenant.service;

import org.jspecify.annotations.NullMarked;
