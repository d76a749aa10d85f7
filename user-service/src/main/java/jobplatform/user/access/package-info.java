/** Signing in: access tokens that other services trust, and the refresh tokens that bring new ones. */
@NullMarked
package jobplatform.user.access;

import org.jspecify.annotations.NullMarked;
