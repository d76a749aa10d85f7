package jobplatform.user;

/** What is to become of a profile. */
@FunctionalInterface
public interface ProfileChange {

    /** The profile after the change. */
    Profile applyTo(Profile profile);
}
