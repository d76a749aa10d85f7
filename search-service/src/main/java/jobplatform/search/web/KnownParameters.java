package jobplatform.search.web;

import dev.avenant.service.FieldFault;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Refuses a query with a parameter that the search does not have, as an unknown field of a body is refused. */
@Component
class KnownParameters implements HandlerInterceptor, WebMvcConfigurer {

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/api/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method) {
            Set<String> known = parametersOf(method);
            List<FieldFault> faults = request.getParameterMap().keySet().stream()
                    .filter(name -> !known.contains(name))
                    .map(name ->
                            new FieldFault(name, "is not a known parameter; known are " + String.join(", ", known)))
                    .toList();
            if (!faults.isEmpty()) {
                throw new SearchRefusedException(faults);
            }
        }
        return true;
    }

    private static Set<String> parametersOf(HandlerMethod method) {
        Set<String> known = new TreeSet<>();
        for (MethodParameter parameter : method.getMethodParameters()) {
            RecordComponent[] components = parameter.getParameterType().getRecordComponents();
            Stream.of(components == null ? new RecordComponent[0] : components)
                    .map(RecordComponent::getName)
                    .forEach(known::add);
        }
        return known;
    }
}
