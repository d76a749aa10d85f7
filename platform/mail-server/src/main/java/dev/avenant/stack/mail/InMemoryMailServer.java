package dev.avenant.stack.mail;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Takes every mail at the loopback address, for whoever it is, keeps the newest in memory and sends none on. Over HTTP it lists at
 * {@code /api/v1/messages} to whom they went and what their subjects are, in the words of Mailpit, which takes its place in
 * containers; it shows at {@code /messages} all of them as they came, and answers at {@code /health}.
 */
public final class InMemoryMailServer implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int OK = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final GreenMail smtp;
    private final NewestMails mails;
    private final HttpServer http;

    private InMemoryMailServer(GreenMail smtp, NewestMails mails, HttpServer http) {
        this.smtp = smtp;
        this.mails = mails;
        this.http = http;
    }

    /**
     * Starts one.
     *
     * @param port where it shows what it has; 0 picks a free one
     * @param smtpPort where it takes mail; 0 picks a free one
     */
    public static InMemoryMailServer start(int port, int smtpPort) throws IOException {
        GreenMail smtp = new GreenMail(new ServerSetup(smtpPort, LOOPBACK, ServerSetup.PROTOCOL_SMTP));
        NewestMails mails = new NewestMails();
        smtp.getUserManager().setMessageDeliveryHandler((message, recipient) -> mails);
        smtp.start();
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        InMemoryMailServer server = new InMemoryMailServer(smtp, mails, http);
        http.createContext("/health", exchange -> answer(exchange, new byte[0]));
        http.createContext("/api/v1/messages", exchange -> answer(exchange, server.list()));
        http.createContext("/messages", exchange -> answer(exchange, server.messages()));
        http.start();
        return server;
    }

    /** Where it shows what it has. */
    public int port() {
        return http.getAddress().getPort();
    }

    /** Where it takes mail. */
    public int smtpPort() {
        return smtp.getSmtp().getPort();
    }

    private byte[] list() throws IOException {
        List<Map<String, Object>> messages = new ArrayList<>();
        for (MimeMessage message : mails.all()) {
            try {
                List<Map<String, String>> recipients = new ArrayList<>();
                for (Address recipient : message.getAllRecipients()) {
                    String address = recipient instanceof InternetAddress internet
                            ? internet.getAddress()
                            : recipient.toString();
                    recipients.add(Map.of("Address", address));
                }
                messages.add(Map.of("To", recipients, "Subject", String.valueOf(message.getSubject())));
            } catch (MessagingException unreadable) {
                throw new IOException("A mail cannot be read", unreadable);
            }
        }
        return JSON.writeValueAsBytes(Map.of("total", messages.size(), "messages", messages));
    }

    private byte[] messages() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (MimeMessage message : mails.all()) {
            try {
                message.writeTo(all);
            } catch (MessagingException unreadable) {
                throw new IOException("A mail cannot be read", unreadable);
            }
            all.writeBytes("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        return all.toByteArray();
    }

    private static void answer(HttpExchange exchange, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(OK, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        http.stop(0);
        smtp.stop();
    }
}
