/** The outbox, and how e-mails are opted out of; start at {@link jobplatform.notification.web.OutboxController}. */
@NullMarked
package jobplatform.notification.web;

import org.jspecify.annotations.NullMarked;
