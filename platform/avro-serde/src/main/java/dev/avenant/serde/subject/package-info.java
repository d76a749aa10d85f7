/** Under which subject a schema is kept; start at {@link dev.avenant.serde.subject.SubjectNameStrategy}. */
@NullMarked
package dev.avenant.serde.subject;

import org.jspecify.annotations.NullMarked;
