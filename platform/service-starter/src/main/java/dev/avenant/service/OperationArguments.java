package dev.avenant.service;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.type.MapType;

/**
 * Lets a body that is a map of texts have numbers and booleans in it. Spring Boot reads the arguments of an operation of the
 * actuator as such a map, and converts them to the types of the operation's parameters afterwards.
 */
final class OperationArguments extends ValueDeserializerModifier {

    private static final long serialVersionUID = 1L;

    @Override
    public ValueDeserializer<?> modifyMapDeserializer(
            DeserializationConfig config,
            MapType type,
            BeanDescription.Supplier description,
            ValueDeserializer<?> deserializer) {
        boolean isOfTexts = type.getKeyType().hasRawClass(String.class)
                && type.getContentType().hasRawClass(String.class);
        return isOfTexts ? new MapOfTexts(deserializer) : deserializer;
    }

    private static final class MapOfTexts extends DelegatingDeserializer {

        MapOfTexts(ValueDeserializer<?> deserializer) {
            super(deserializer);
        }

        @Override
        protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> deserializer) {
            return new MapOfTexts(deserializer);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) {
            boolean isWholeBody = parser.streamReadContext().getNestingDepth() == 1;
            if (isWholeBody) {
                StrictTextDeserializer.takeEveryScalar(context);
            }
            return super.deserialize(parser, context);
        }
    }
}
