/** How people and programs sign in; start at {@link dev.avenant.console.signin.SignInSecurity}. */
@NullMarked
package dev.avenant.console.signin;

import org.jspecify.annotations.NullMarked;
