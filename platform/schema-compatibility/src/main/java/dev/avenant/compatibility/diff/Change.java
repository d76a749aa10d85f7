package dev.avenant.compatibility.diff;

import dev.avenant.finding.SourceLocation;
import dev.avenant.text.Sentence;
import org.jspecify.annotations.Nullable;

/**
 * One thing that changed.
 *
 * @param path where, as findings name it; the old path for what was removed
 * @param was what it was; null for what was added
 * @param is what it is; null for what was removed
 * @param oldLocation where it stood; null when unknown or not there
 * @param newLocation where it stands; null when unknown or not there
 */
public record Change(
        Kind kind,
        String path,
        @Nullable Sentence was,
        @Nullable Sentence is,
        @Nullable SourceLocation oldLocation,
        @Nullable SourceLocation newLocation) {
    /** The kinds of change, with the word for each. */
    public enum Kind {
        /** A field, symbol or branch is new. */
        ADDED("added"),
        /** A field, symbol or branch is gone. */
        REMOVED("removed"),
        /** A field or type has another name. */
        RENAMED("renamed"),
        /** The new type holds every value of the old one. */
        WIDENED("widened"),
        /** The old type holds every value of the new one. */
        NARROWED("narrowed"),
        /** The type is another. */
        TYPE("type"),
        /** The default of a field or enum is new, gone or another. */
        DEFAULT("default"),
        /** The doc is new, gone or another. */
        DOC("doc"),
        /** The aliases are others. */
        ALIASES("aliases"),
        /** Another property, such as tags, is new, gone or another. */
        PROPERTY("property"),
        /** Fields or symbols stand in another order. */
        ORDER("order");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** What a report calls it. */
        public String word() {
            return word;
        }
    }

    /** What it was; null for what was added. */
    public @Nullable String before() {
        return was == null ? null : was.toString();
    }

    /** What it is; null for what was removed. */
    public @Nullable String after() {
        return is == null ? null : is.toString();
    }

    /** One line: {@code added /email: string}, {@code default /count: 0 → 1}. */
    @Override
    public String toString() {
        String head = kind.word() + " " + path + ": ";
        if (was == null || is == null) {
            return head + (was == null ? is : was);
        }
        return head + was + " → " + is;
    }
}
