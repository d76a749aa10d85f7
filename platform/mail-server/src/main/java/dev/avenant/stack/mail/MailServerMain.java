package dev.avenant.stack.mail;

import java.io.IOException;

/** The mail server as a process: until it is told to end. */
public final class MailServerMain {

    private MailServerMain() {}

    /** Takes the port where it shows what it has, and the port where it takes mail. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            System.err.println("Usage: MailServerMain <port> <SMTP port>");
            System.exit(2);
        }
        InMemoryMailServer server =
                InMemoryMailServer.start(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop-mail-server"));
        System.out.println("Takes mail at 127.0.0.1:" + server.smtpPort() + ", shows it at http://127.0.0.1:"
                + server.port() + "/messages");
    }
}
