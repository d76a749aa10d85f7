package dev.avenant.service;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/** Takes ids as they are written in answers. Jackson alone takes Base64 too, and nothing for none. */
final class StrictUuidDeserializer extends StdDeserializer<UUID> {

    StrictUuidDeserializer() {
        super(UUID.class);
    }

    @Override
    public @Nullable UUID deserialize(JsonParser parser, DeserializationContext context) {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            return (UUID) context.handleUnexpectedToken(context.constructType(UUID.class), parser);
        }
        String text = parser.getString();
        try {
            return PlainText.uuid(text);
        } catch (IllegalArgumentException none) {
            return (UUID) context.handleWeirdStringValue(UUID.class, text, "no UUID");
        }
    }
}
