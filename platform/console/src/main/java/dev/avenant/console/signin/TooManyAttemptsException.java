package dev.avenant.console.signin;

import org.springframework.security.core.AuthenticationException;

/** Too many sign-ins were tried from one address; whether this one is right was not looked at. */
final class TooManyAttemptsException extends AuthenticationException {

    TooManyAttemptsException() {
        super("Too many attempts to sign in; wait a minute");
    }
}
