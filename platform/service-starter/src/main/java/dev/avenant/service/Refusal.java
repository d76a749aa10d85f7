package dev.avenant.service;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.http.HttpStatus;

/**
 * Describes for people and programs with which status the domain refuses what a handler method is asked. Statuses that any
 * method may have, such as 400 or 401, are described without.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Refusal.All.class)
public @interface Refusal {

    /** What such a request is answered with; the body is a problem detail. */
    HttpStatus status();

    /** When it is, as a sentence without its full stop. */
    String when();

    /** Several of them. */
    @Documented
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface All {

        /** In the order in which they are written. */
        Refusal[] value();
    }
}
