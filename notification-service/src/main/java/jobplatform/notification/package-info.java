/** The service: what it is made of and which events it follows; start at {@link jobplatform.notification.EventMails}. */
@NullMarked
package jobplatform.notification;

import org.jspecify.annotations.NullMarked;
