package dev.avenant.service;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/** Takes JSON strings for texts, and nothing that merely could be written as one. */
final class StrictTextDeserializer extends StdDeserializer<String> {

    StrictTextDeserializer() {
        super(String.class);
    }

    @Override
    public @Nullable String deserialize(JsonParser parser, DeserializationContext context) {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
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
