package dev.avenant.service;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/** Takes JSON strings for texts, and nothing that merely could be written as one, unless the body is read for every scalar. */
final class StrictTextDeserializer extends StdDeserializer<String> {

    private static final Object EVERY_SCALAR = new Object();

    StrictTextDeserializer() {
        super(String.class);
    }

    /** Takes numbers and booleans for texts, as they are written, in the rest of the body. */
    static void takeEveryScalar(DeserializationContext context) {
        context.setAttribute(EVERY_SCALAR, true);
    }

    @Override
    public @Nullable String deserialize(JsonParser parser, DeserializationContext context) {
        if (!isText(parser.currentToken(), context)) {
            return (String) context.handleUnexpectedToken(context.constructType(String.class), parser);
        }
        String text = parser.getString();
        String fault = PlainText.faultOf(text);
        if (fault != null) {
            throw new UnstorableTextException(parser, fault);
        }
        return text;
    }

    private static boolean isText(JsonToken token, DeserializationContext context) {
        return token == JsonToken.VALUE_STRING || (token.isScalarValue() && context.getAttribute(EVERY_SCALAR) != null);
    }
}
