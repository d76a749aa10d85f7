package dev.avenant.console.topics;

/** A group has committed something else since a reset was listed, or its topic has changed; nothing was changed. */
public final class OffsetsMovedException extends RuntimeException {

    private final String place;

    OffsetsMovedException(String place) {
        super(place);
        this.place = place;
    }

    /** The first partition that is not as it was listed. */
    public String place() {
        return place;
    }
}
