package dev.dryrun.script;

/** How a step goes to the server. */
public sealed interface Protocol {

    /** One statement, which the extended query protocol can carry. */
    record Extended() implements Protocol {}

    /** Statements joined with {@code \;}, which psql sends as one text. */
    record SimpleGroup(int statements) implements Protocol {
        public SimpleGroup {
            if (statements < 2) {
                throw new IllegalArgumentException("a group of " + statements);
            }
        }
    }

    /** {@code COPY … FROM STDIN} with the text that follows it, line ends included, without {@code \.}. */
    record CopyIn(CopyRows rows) implements Protocol {}
}
