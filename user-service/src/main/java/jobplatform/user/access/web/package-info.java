/** Signing in over HTTP. */
@NullMarked
package jobplatform.user.access.web;

import org.jspecify.annotations.NullMarked;
