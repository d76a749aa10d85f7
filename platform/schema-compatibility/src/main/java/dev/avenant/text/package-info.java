/** Sentences in several languages, and text from outside made fit to be shown; start from {@link dev.avenant.text.Sentence}. */
@NullMarked
package dev.avenant.text;

import org.jspecify.annotations.NullMarked;
