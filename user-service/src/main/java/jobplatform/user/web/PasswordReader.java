package jobplatform.user.web;

import jobplatform.user.Password;
import org.springframework.boot.jackson.JacksonComponent;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/** Reads a password from a JSON text, as strictly as any other text. */
@JacksonComponent
final class PasswordReader extends StdDeserializer<Password> {

    PasswordReader() {
        super(Password.class);
    }

    @Override
    public Password deserialize(JsonParser parser, DeserializationContext context) {
        return new Password(context.readValue(parser, String.class));
    }
}
