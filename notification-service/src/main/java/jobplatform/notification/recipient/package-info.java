/** Who gets e-mails, as far as the events say; start at {@link jobplatform.notification.recipient.Recipients}. */
@NullMarked
package jobplatform.notification.recipient;

import org.jspecify.annotations.NullMarked;
