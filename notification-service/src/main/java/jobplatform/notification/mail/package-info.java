/**
 * E-mails from when an event asks for one until the mail server has it; start at
 * {@link jobplatform.notification.mail.MailDispatcher}.
 */
@NullMarked
package jobplatform.notification.mail;

import org.jspecify.annotations.NullMarked;
