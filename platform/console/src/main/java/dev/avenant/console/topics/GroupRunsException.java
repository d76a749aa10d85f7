package dev.avenant.console.topics;

/** The offsets of a group cannot be set, since members of it run; nothing was changed. */
public final class GroupRunsException extends RuntimeException {

    private final String group;
    private final int members;

    GroupRunsException(String group, int members) {
        super(group + " has " + members + " members");
        this.group = group;
        this.members = members;
    }

    public String group() {
        return group;
    }

    public int members() {
        return members;
    }
}
