package dev.avenant.registry.http;

import java.io.IOException;
import java.io.Writer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.jspecify.annotations.Nullable;

/**
 * Jetty's own pages for what is no request at all. They do not show the client's address where that address is what is
 * wrong.
 */
final class BadRequestPages extends ErrorHandler {

    private static final String BAD_URI = "/badURI";

    @Override
    protected void writeErrorHtmlMessage(
            Request request, Writer writer, int code, String message, @Nullable Throwable cause, String uri)
            throws IOException {
        String shown = request.getHttpURI().hasViolations() ? BAD_URI : uri;
        super.writeErrorHtmlMessage(request, writer, code, message, cause, shown);
    }
}
