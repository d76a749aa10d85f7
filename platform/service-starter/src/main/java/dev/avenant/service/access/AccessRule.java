package dev.avenant.service.access;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.Optional;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;

/**
 * Who may call a handler method, by one annotation of the method, or of its class when the method has none.
 *
 * @param isPublic whether everybody may, without an access token
 * @param roles one of which the caller needs, if {@code isPublic} is false; empty when any caller may. Administrators may in
 *     any case
 */
record AccessRule(boolean isPublic, List<String> roles) {

    static final AccessRule PUBLIC = new AccessRule(true, List.of());

    /** Lets administrators alone. */
    static final AccessRule ADMINISTRATORS = new AccessRule(false, List.of(Caller.ADMINISTRATOR));

    private static final List<Class<? extends Annotation>> ANNOTATIONS =
            List.of(PermitAll.class, Authenticated.class, RolesAllowed.class);

    AccessRule {
        roles = List.copyOf(roles);
    }

    /** The rule of a method; empty when it has none, or more than one. */
    static Optional<AccessRule> of(HandlerMethod handler) {
        List<Annotation> ofMethod = annotations(handler.getMethod());
        List<Annotation> found = ofMethod.isEmpty() ? annotations(handler.getBeanType()) : ofMethod;
        return found.size() == 1 ? Optional.of(of(found.get(0))) : Optional.empty();
    }

    private static AccessRule of(Annotation annotation) {
        if (annotation instanceof RolesAllowed roles) {
            return new AccessRule(false, List.of(roles.value()));
        }
        return annotation instanceof PermitAll ? PUBLIC : new AccessRule(false, List.of());
    }

    private static List<Annotation> annotations(AnnotatedElement element) {
        return ANNOTATIONS.stream()
                .<Annotation>mapMulti((type, found) -> {
                    Annotation annotation = AnnotatedElementUtils.findMergedAnnotation(element, type);
                    if (annotation != null) {
                        found.accept(annotation);
                    }
                })
                .toList();
    }

    /** Whether that caller may. */
    boolean allows(Caller caller) {
        return isPublic
                || roles.isEmpty()
                || caller.isAdministrator()
                || roles.stream().anyMatch(caller::has);
    }
}
