package dev.dryrun.script;

/** How the statements of one migration file share transactions. */
public enum TransactionMode {
    AS_WRITTEN("as written"),
    ONE_TRANSACTION("in one transaction"),
    ONE_QUERY("sent as one query"),
    NO_TRANSACTION("each statement on its own"),
    PER_CHANGESET("a transaction for each changeset"),
    SINGLE_TRANSACTION("part of the single transaction");

    private final String text;

    TransactionMode(String text) {
        this.text = text;
    }

    /** In words, for the reader. */
    public String text() {
        return text;
    }
}
