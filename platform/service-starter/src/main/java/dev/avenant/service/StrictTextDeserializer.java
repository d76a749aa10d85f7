package dev.avenant.service;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;

/**
 * Takes JSON strings for texts, and nothing that merely could be written as one. The values of a map that is a whole body are
 * no fields that are declared as texts: the actuator reads so what its operations take, whatever their types are.
 */
final class StrictTextDeserializer extends StdDeserializer<String> {

    private final boolean isOfField;

    StrictTextDeserializer() {
        this(true);
    }

    private StrictTextDeserializer(boolean isOfField) {
        super(String.class);
        this.isOfField = isOfField;
    }

    @Override
    public ValueDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
        return new StrictTextDeserializer(property != null);
    }

    @Override
    public @Nullable String deserialize(JsonParser parser, DeserializationContext context) {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_STRING && (isOfField || !token.isScalarValue())) {
            return (String) context.handleUnexpectedToken(context.constructType(String.class), parser);
        }
        String text = parser.getString();
        String fault = PlainText.faultOf(text);
        if (fault != null) {
            throw new UnstorableTextException(parser, fault);
        }
        return text;
    }
}
