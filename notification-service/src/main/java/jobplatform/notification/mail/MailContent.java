package jobplatform.notification.mail;

/**
 * What an e-mail says.
 *
 * @param subject its subject, one line
 * @param text its text
 * @param html the same as an HTML page
 */
record MailContent(String subject, String text, String html) {}
