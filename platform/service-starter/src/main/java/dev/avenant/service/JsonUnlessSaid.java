package dev.avenant.service;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Makes {@code application/json} what a handler method reads and writes when its mapping says nothing else. Otherwise it
 * would read and write all that some library on the class path can, and one whose answer nobody accepts would have done its
 * work before it is refused.
 */
final class JsonUnlessSaid implements HandlerInterceptor {

    private final Map<Method, Bodies> bodies = new ConcurrentHashMap<>();

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws HttpMediaTypeException {
        if (handler instanceof HandlerMethod method) {
            Bodies bodiesOfMethod = bodies.computeIfAbsent(method.getMethod(), each -> Bodies.of(method));
            if (bodiesOfMethod.readsJson()) {
                requireJson(request);
            }
            if (request.getAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE) == null
                    && bodiesOfMethod.answers()) {
                requireJsonAccepted(request);
                request.setAttribute(
                        HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE, Set.of(MediaType.APPLICATION_JSON));
            }
        }
        return true;
    }

    private static void requireJson(HttpServletRequest request) throws HttpMediaTypeNotSupportedException {
        String type = request.getContentType();
        if (type == null) {
            return; // a method that needs a body refuses it
        }
        try {
            MediaType given = MediaType.parseMediaType(type);
            if (!MediaType.APPLICATION_JSON.equalsTypeAndSubtype(given)) {
                throw new HttpMediaTypeNotSupportedException(given, List.of(MediaType.APPLICATION_JSON));
            }
        } catch (InvalidMediaTypeException unreadable) {
            throw new HttpMediaTypeNotSupportedException(unreadable.getMessage());
        }
    }

    private static void requireJsonAccepted(HttpServletRequest request) throws HttpMediaTypeNotAcceptableException {
        List<String> accept = Collections.list(request.getHeaders(HttpHeaders.ACCEPT));
        if (!accept.isEmpty()
                && MediaType.parseMediaTypes(accept).stream()
                        .noneMatch(type -> type.isCompatibleWith(MediaType.APPLICATION_JSON))) {
            throw new HttpMediaTypeNotAcceptableException(List.of(MediaType.APPLICATION_JSON));
        }
    }

    /**
     * What a method reads and writes.
     *
     * @param readsJson whether it reads a body, and its mapping does not say as what
     * @param answers whether it writes one
     */
    private record Bodies(boolean readsJson, boolean answers) {

        static Bodies of(HandlerMethod method) {
            RequestMapping mapping =
                    AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), RequestMapping.class);
            boolean saysNothing = mapping != null && mapping.consumes().length == 0;
            return new Bodies(saysNothing && readsBody(method), answersWithBody(method));
        }

        private static boolean readsBody(HandlerMethod method) {
            return Arrays.stream(method.getMethodParameters())
                    .anyMatch(parameter -> parameter.hasParameterAnnotation(RequestBody.class));
        }

        private static boolean answersWithBody(HandlerMethod method) {
            Class<?> body = ResolvableType.forMethodReturnType(method.getMethod())
                    .as(HttpEntity.class)
                    .getGeneric()
                    .resolve(method.getMethod().getReturnType());
            return body != void.class && body != Void.class;
        }
    }
}
