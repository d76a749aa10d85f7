package dev.avenant.finding;

/** What must hold between the files of a contracts folder, and between a topic and what is on it. */
public enum ContractRule implements Rule {
    CONTRACTS_FILE(
            "`contracts.yaml` or `contracts.lock` cannot be read; the place is named, and nothing is said of what it"
                    + " should hold.",
            "Correct the file.",
            "`compatibility: BACKWARDS`"),
    UNKNOWN_FILE(
            "A schema is in no topic's or type's folder.",
            "Move the file to the folder of its topic and event.",
            "`schemas/OrderPlaced.avsc`"),
    NOT_LISTED(
            "`contracts.yaml` does not list the schema.",
            "List it, with its consumers or its owner.",
            "`order-events/OrderMoved/v1.avsc` without `OrderMoved` under `events`"),
    NO_SCHEMA(
            "`contracts.yaml` lists an event or type that no file defines.",
            "Write the schema, or remove the entry.",
            "`OrderMoved` under `events` without `order-events/OrderMoved/v1.avsc`"),
    NAME_DIFFERS_FROM_FOLDER(
            "A schema is not called like its folder.",
            "Rename the folder or the schema.",
            "`OrderMoved` in `OrderMove/`"),
    FULL_NAME_CHANGED(
            "A version has another full name than the newest.",
            "Keep the name; another name is another event, with a folder of its own.",
            "`shop.user.User` in v1 and `shop.users.User` in v2"),
    FULL_NAME_TAKEN("Two folders have one full name.", "Rename one of the two.", "`shop.User` in two topics' folders"),
    VERSION_GAP("A number is left out.", "Number the versions one by one.", "`v1.avsc` and `v3.avsc`"),
    TWO_UNRELEASED(
            "There is a second unreleased version beside the newest.",
            "Release one version before the next is begun, or make one file of the two.",
            "v2 and v3 with only v1 in the lock"),
    UNRELEASED(
            Category.SEMANTIC,
            Severity.WARN,
            Verdict.SAFE,
            "The lock does not have the current version, or the key, yet.",
            "Run `avenant release` when it is ready to be merged.",
            "v2 with only v1 in the lock"),
    RELEASED_VERSION_CHANGED(
            "A released file is not what the lock says.",
            "Restore it from git and make the change in a new version.",
            "an edit of a released `v1.avsc`"),
    RELEASED_VERSION_GONE(
            "A released file is no longer there.",
            "Restore the file from git; a released version is never removed.",
            "a released `v1.avsc` that was deleted"),
    LOCK_LINE_GONE(
            "A line of the lock, which the commit given with `--against` has, was changed or removed.",
            "Restore the line; lines of the lock are only ever added.",
            "a lock that was written anew"),
    SUBJECT_SHARED(
            "Several schemas would be registered under one subject, which a registry takes only under the level `NONE`.",
            "Set `subject: TopicRecordName`, or `compatibility: NONE` for all of them.",
            "`subject: TopicName` for a topic of two events"),
    KEY_TYPE_CHANGED(
            Category.KEY,
            Severity.ERROR,
            Verdict.CORRUPTS,
            "The lock, the commit or the registry has another declared key, of which the same key has other bytes.",
            "Declare the former type again, or begin a topic with the new key.",
            "`type: string` to `type: long`"),
    KEY_WITHOUT_SCHEMA(
            "A key is of a type that is neither plain nor a schema in the topic's folder.",
            "Correct the type, or write the schema.",
            "`key: { type: OrderKey }` without `orders/OrderKey/v1.avsc`"),
    KEY_LISTED_AS_EVENT(
            "A key is listed among the events too.",
            "Remove it from the events, or name another key.",
            "`OrderKey` under `key` and under `events`"),
    SERVICE_MISTYPED(
            Category.SEMANTIC,
            Severity.WARN,
            Verdict.SAFE,
            "A producer or consumer stands in `contracts.yaml` once and looks like one that stands there more often.",
            "Correct the name, or accept it with a waiver.",
            "`biling` beside `billing`"),
    NOTHING_COMPARED(
            "There are schemas, here and in what they are compared with, but not one could be compared.",
            "Correct the paths or the revision, so that it has the same schemas.",
            "`--against` a revision whose schemas all have other names"),
    SUBJECT_DIFFERS(
            "The registry has a schema, but under another subject than `contracts.yaml` says. It was compared with that;"
                    + " a warning while other events are under their subjects.",
            "Set `subject` to what the finding says.",
            "`orders-value` in the registry and no `subject: TopicName`"),
    NOT_REGISTERED(
            Category.SEMANTIC,
            Severity.WARN,
            Verdict.SAFE,
            "The registry has no schema of the name, under whatever subject, so that it was compared with nothing.",
            "Register it with `avenant push` when it is released.",
            "a new event, or a new registry"),
    SCHEMA_GONE(
            Category.SEMANTIC,
            Severity.WARN,
            Verdict.SAFE,
            "A schema that the revision has is in no file any more.",
            "Keep it for as long as records of it can be read, or remove it when nothing reads them.",
            "a deleted `OrderPlaced.avsc`"),
    WAIVER_EXPIRED(
            "The last day of a waiver has passed.",
            "Correct what it was about, or have its owner set a later day.",
            "`expires: 2020-01-01`"),
    WAIVER_STALE(
            Category.SEMANTIC,
            Severity.WARN,
            Verdict.SAFE,
            "A waiver accepts nothing that is found, or names no rule.",
            "Remove it, or correct the rule.",
            "`rule: type-chagned`");

    private final Category category;
    private final Severity severity;
    private final Verdict effect;
    private final String why;
    private final String remedy;
    private final String example;

    ContractRule(String why, String remedy, String example) {
        this(Category.SEMANTIC, Severity.ERROR, Verdict.SAFE, why, remedy, example);
    }

    ContractRule(Category category, Severity severity, Verdict effect, String why, String remedy, String example) {
        this.category = category;
        this.severity = severity;
        this.effect = effect;
        this.why = why;
        this.remedy = remedy;
        this.example = example;
    }

    @Override
    public Category category() {
        return category;
    }

    @Override
    public Severity severity() {
        return severity;
    }

    @Override
    public Verdict effect() {
        return effect;
    }

    /** What must hold for the lock and the files to mean anything is an error and stays one. */
    @Override
    public boolean isSettable() {
        return severity == Severity.WARN;
    }

    @Override
    public String why() {
        return why;
    }

    @Override
    public String remedy() {
        return remedy;
    }

    @Override
    public String example() {
        return example;
    }
}
