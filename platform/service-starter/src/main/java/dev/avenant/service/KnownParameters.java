package dev.avenant.service;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
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
 * Refuses a query with a parameter that the method does not have, or has once and gets twice, as such a field of a body is
 * refused. Known are what
 * {@link RequestParam} names, and the components of records that stand for a query. The fields of a form are left to the
 * method, and OPTIONS asks about all methods of an address.
 */
final class KnownParameters implements HandlerInterceptor {

    private final Map<Method, Map<String, Class<?>>> known = new ConcurrentHashMap<>();

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && !HttpMethod.OPTIONS.matches(request.getMethod())) {
            Map<String, Class<?>> parameters = known.computeIfAbsent(method.getMethod(), each -> parametersOf(method));
            List<FieldFault> faults = valuesIn(request).entrySet().stream()
                    .flatMap(given -> fault(given.getKey(), given.getValue(), parameters))
                    .toList();
            if (!faults.isEmpty()) {
                throw new UnknownParametersException(faults);
            }
        }
        return true;
    }

    private static Stream<FieldFault> fault(String name, int values, Map<String, Class<?>> known) {
        Class<?> type = known.get(name);
        if (type == null) {
            return Stream.of(new FieldFault(name, "is not a known parameter; " + said(known.keySet())));
        }
        boolean isList = type.isArray() || Collection.class.isAssignableFrom(type);
        return values > 1 && !isList
                ? Stream.of(new FieldFault(name, "must be given once, but is given " + values + " times"))
                : Stream.of();
    }

    /**
     * How many values each parameter has. The container puts the fields of a form among the parameters, so beside one they are
     * read from the query itself.
     */
    private static Map<String, Integer> valuesIn(HttpServletRequest request) {
        Map<String, Integer> values = new TreeMap<>();
        Map<String, String[]> all = request.getParameterMap(); // which refuses what cannot be decoded
        if (!isForm(request.getContentType())) {
            all.forEach((name, given) -> values.put(name, given.length));
            return values;
        }
        UriComponentsBuilder.newInstance()
                .query(request.getQueryString())
                .build()
                .getQueryParams()
                .forEach((name, given) ->
                        values.merge(URLDecoder.decode(name, StandardCharsets.UTF_8), given.size(), Integer::sum));
        return values;
    }

    private static boolean isForm(@Nullable String contentType) {
        return contentType != null
                && (contentType.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE)
                        || contentType.startsWith(MediaType.MULTIPART_FORM_DATA_VALUE));
    }

    private static String said(Set<String> known) {
        return known.isEmpty() ? "there are none here" : "known are " + String.join(", ", known);
    }

    private static Map<String, Class<?>> parametersOf(HandlerMethod method) {
        Map<String, Class<?>> known = new TreeMap<>();
        for (MethodParameter parameter : method.getMethodParameters()) {
            RequestParam named = parameter.getParameterAnnotation(RequestParam.class);
            if (named != null) {
                known.put(nameOf(parameter, named), parameter.getParameterType());
            } else if (!parameter.hasParameterAnnotation(RequestBody.class)
                    && !parameter.hasParameterAnnotation(AuthenticationPrincipal.class)) {
                RecordComponent[] components = parameter.getParameterType().getRecordComponents();
                Stream.of(components == null ? new RecordComponent[0] : components)
                        .forEach(component -> known.put(component.getName(), component.getType()));
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
