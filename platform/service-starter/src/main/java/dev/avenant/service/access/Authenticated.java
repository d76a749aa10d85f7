package dev.avenant.service.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The rule of an endpoint that whoever has signed in may ask. The others are {@link jakarta.annotation.security.PermitAll}
 * and {@link jakarta.annotation.security.RolesAllowed}. What the caller may see or change there is the handler's to say.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Authenticated {}
