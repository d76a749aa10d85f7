package dev.avenant.service;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.RecordComponent;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Refuses a query with a parameter that the method does not have, as an unknown field of a body is refused. Known are what
 * {@link RequestParam} names, and the components of records that stand for a query. The fields of a form are left to the
 * method, and OPTIONS asks about all methods of an address.
 */
final class KnownParameters implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && !HttpMethod.OPTIONS.matches(request.getMethod())) {
            Set<String> known = parametersOf(method);
            List<FieldFault> faults = namesIn(request).stream()
                    .filter(name -> !known.contains(name))
                    .map(name -> new FieldFault(name, "is not a known parameter; " + said(known)))
                    .toList();
            if (!faults.isEmpty()) {
                throw new UnknownParametersException(faults);
            }
        }
        return true;
    }

    /** The container puts the fields of a form among the parameters, so beside one the names are read from the query itself. */
    private static Set<String> namesIn(HttpServletRequest request) {
        Set<String> names = request.getParameterMap().keySet(); // which refuses what cannot be decoded
        if (!isForm(request.getContentType())) {
            return names;
        }
        return UriComponentsBuilder.newInstance()
                .query(request.getQueryString())
                .build()
                .getQueryParams()
                .keySet()
                .stream()
                .map(name -> URLDecoder.decode(name, StandardCharsets.UTF_8))
                .collect(Collectors.toSet());
    }

    private static boolean isForm(@Nullable String contentType) {
        return contentType != null
                && (contentType.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE)
                        || contentType.startsWith(MediaType.MULTIPART_FORM_DATA_VALUE));
    }

    private static String said(Set<String> known) {
        return known.isEmpty() ? "there are none here" : "known are " + String.join(", ", known);
    }

    private static Set<String> parametersOf(HandlerMethod method) {
        Set<String> known = new TreeSet<>();
        for (MethodParameter parameter : method.getMethodParameters()) {
            RequestParam named = parameter.getParameterAnnotation(RequestParam.class);
            if (named != null) {
                known.add(nameOf(parameter, named));
            } else if (!parameter.hasParameterAnnotation(RequestBody.class)
                    && !parameter.hasParameterAnnotation(AuthenticationPrincipal.class)) {
                RecordComponent[] components = parameter.getParameterType().getRecordComponents();
                Stream.of(components == null ? new RecordComponent[0] : components)
                        .map(RecordComponent::getName)
                        .forEach(known::add);
            }
        }
        return known;
    }

    private static String nameOf(MethodParameter parameter, RequestParam named) {
        if (!named.name().isEmpty()) {
            return named.name();
        }
        parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
        return String.valueOf(parameter.getParameterName());
    }

    /** A query has parameters that are not known. */
    static final class UnknownParametersException extends RuntimeException {

        private final transient List<FieldFault> faults;

        UnknownParametersException(List<FieldFault> faults) {
            super(String.valueOf(faults));
            this.faults = faults;
        }

        List<FieldFault> faults() {
            return faults;
        }
    }
}
