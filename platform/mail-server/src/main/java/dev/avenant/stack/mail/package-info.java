/** The mail server of the local stack; start at {@link dev.avenant.stack.mail.MailServerMain}. */
@NullMarked
package dev.avenant.stack.mail;

import org.jspecify.annotations.NullMarked;
