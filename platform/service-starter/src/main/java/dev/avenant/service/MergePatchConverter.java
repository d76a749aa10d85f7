package dev.avenant.service;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractSmartHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.Validator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads a {@link MergePatch}, as strictly as other bodies are read. */
final class MergePatchConverter extends AbstractSmartHttpMessageConverter<MergePatch<?>> {

    private final JsonMapper mapper;
    private final ObjectReader trees;
    private final Validator validator;

    MergePatchConverter(JsonMapper mapper, Validator validator) {
        super(MediaType.valueOf(MergePatch.MEDIA_TYPE));
        this.mapper = mapper;
        this.trees = mapper.readerFor(JsonNode.class)
                .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);
        this.validator = validator;
    }

    @Override
    public boolean canRead(ResolvableType type, @Nullable MediaType mediaType) {
        return type.toClass() == MergePatch.class && canRead(mediaType);
    }

    @Override
    public boolean canWrite(ResolvableType target, Class<?> type, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    public MergePatch<?> read(ResolvableType type, HttpInputMessage message, @Nullable Map<String, Object> hints)
            throws IOException {
        try {
            JsonNode patch = trees.readValue(message.getBody());
            if (patch.isNull()) {
                throw new HttpMessageNotReadableException("The merge patch is null", message);
            }
            return new MergePatch<>(patch, type.getGeneric().resolve(Object.class), mapper, validator);
        } catch (JacksonException unreadable) {
            throw new HttpMessageNotReadableException("The merge patch cannot be read", unreadable, message);
        }
    }

    @Override
    protected void writeInternal(
            MergePatch<?> patch, ResolvableType type, HttpOutputMessage message, @Nullable Map<String, Object> hints) {
        throw new UnsupportedOperationException("A merge patch is never an answer");
    }
}
