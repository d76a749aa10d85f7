/**
 * Who may ask what: access tokens that are checked without asking anybody, a rule beside each endpoint, and the words of
 * refusals; start at {@link dev.avenant.service.access.Caller}.
 */
@NullMarked
package dev.avenant.service.access;

import org.jspecify.annotations.NullMarked;
