package dev.avenant.testing;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.core.ResolvableType;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/**
 * The records that a service's API answers with, with those in them, as the JSON that the service makes of one that has
 * nothing that it need not have.
 */
public final class AnsweredRecords {

    private static final String API = "/api/";
    private static final Map<Class<?>, Object> SAMPLES = Map.of(
            String.class,
            "text",
            UUID.class,
            new UUID(0, 0),
            Instant.class,
            Instant.EPOCH,
            BigDecimal.class,
            BigDecimal.ONE,
            int.class,
            1,
            long.class,
            1L,
            boolean.class,
            true,
            List.class,
            List.of());

    private final JsonMapper mapper;
    private final SortedMap<String, String> json = new TreeMap<>();

    private AnsweredRecords(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /** JSON by the record's simple name, of all addresses under {@code /api/}. */
    public static SortedMap<String, String> of(ApplicationContext service) {
        AnsweredRecords records = new AnsweredRecords(service.getBean(JsonMapper.class));
        service.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((mapping, method) -> {
                    if (mapping.getPatternValues().stream().anyMatch(pattern -> pattern.startsWith(API))) {
                        records.add(ResolvableType.forMethodReturnType(method.getMethod()));
                    }
                });
        return records.json;
    }

    private void add(ResolvableType type) {
        Arrays.stream(type.getGenerics()).forEach(this::add);
        Class<?> record = type.resolve(Object.class);
        if (record.isRecord() && !json.containsKey(record.getSimpleName())) {
            json.put(record.getSimpleName(), mapper.writeValueAsString(bare(record)));
            for (RecordComponent component : record.getRecordComponents()) {
                add(ResolvableType.forMethodReturnType(component.getAccessor()));
            }
        }
    }

    private static Object bare(Class<?> record) {
        RecordComponent[] components = record.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = record.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(
                    Arrays.stream(components).map(AnsweredRecords::bare).toArray());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("Cannot make a sample of " + record, impossible);
        }
    }

    private static @Nullable Object bare(RecordComponent component) {
        Class<?> type = component.getType();
        if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            return null;
        }
        if (type.isRecord()) {
            return bare(type);
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        Object sample = SAMPLES.get(type);
        if (sample == null) {
            throw new IllegalStateException("There is no sample of a " + type + " for " + component);
        }
        return sample;
    }
}
