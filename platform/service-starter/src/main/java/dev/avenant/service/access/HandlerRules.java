package dev.avenant.service.access;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Finds the rule of what would handle a request, by asking the same mappings as the dispatcher in the same order: so no way
 * of writing an address leads to a method past its rule.
 */
final class HandlerRules {

    /** What answers OPTIONS for a method of ours with the methods that there are. */
    private static final String OPTIONS_HANDLER =
            "org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping$HttpOptionsHandler";

    private static final String API_DOCUMENTS = "org.springdoc.";

    private final ObjectProvider<HandlerMapping> mappings;
    private final Map<Handler, Optional<AccessRule>> rules = new ConcurrentHashMap<>();
    private volatile @Nullable List<HandlerMapping> ordered;

    HandlerRules(ObjectProvider<HandlerMapping> mappings) {
        this.mappings = mappings;
    }

    /** The rule for a request; empty when what would handle it has none. An address with nothing behind it is nobody's secret. */
    Optional<AccessRule> of(HttpServletRequest request) {
        Object handler;
        try {
            handler = handlerOf(request);
        } catch (Exception notHandled) {
            return Optional.of(AccessRule.PUBLIC); // the dispatcher gets the same and refuses: 405, 406 or 415
        }
        if (handler instanceof HandlerMethod method) {
            return rules.computeIfAbsent(new Handler(method.getBeanType(), method.getMethod()), each -> of(method));
        }
        return handler == null || handler instanceof ResourceHttpRequestHandler
                ? Optional.of(AccessRule.PUBLIC)
                : Optional.empty();
    }

    private @Nullable Object handlerOf(HttpServletRequest request) throws Exception {
        ServletRequestPathUtils.parseAndCache(request);
        for (HandlerMapping mapping : ordered()) {
            HandlerExecutionChain chain = mapping.getHandler(request);
            if (chain != null) {
                return chain.getHandler();
            }
        }
        return null;
    }

    private List<HandlerMapping> ordered() {
        List<HandlerMapping> known = ordered;
        if (known == null) {
            known = mappings.orderedStream().toList();
            ordered = known;
        }
        return known;
    }

    private static Optional<AccessRule> of(HandlerMethod method) {
        return isOfTheFramework(method.getBeanType()) ? Optional.of(AccessRule.PUBLIC) : AccessRule.of(method);
    }

    private static boolean isOfTheFramework(Class<?> type) {
        return ErrorController.class.isAssignableFrom(type)
                || type.getName().startsWith(API_DOCUMENTS)
                || type.getName().equals(OPTIONS_HANDLER);
    }

    /** The methods of the service's controllers that have no rule. */
    static Stream<HandlerMethod> withoutRule(RequestMappingHandlerMapping mapping) {
        return mapping.getHandlerMethods().values().stream()
                .filter(method -> of(method).isEmpty());
    }

    /** A method, and the controller that has it: two may inherit the same one, each with a rule of its own. */
    private record Handler(Class<?> controller, Method method) {}
}
