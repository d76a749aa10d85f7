/** The service: what it is made of and which events it follows; start at {@link jobplatform.application.PlatformFollower}. */
@NullMarked
package jobplatform.application;

import org.jspecify.annotations.NullMarked;
