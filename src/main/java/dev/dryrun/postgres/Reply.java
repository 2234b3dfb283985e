package dev.dryrun.postgres;

import java.util.List;
import java.util.Optional;

/**
 * The server's answer to a statement, or to the end of its transaction: the command tag (empty for the latter), how many
 * rows it names, the error if it failed, its notices (the first hundred) and the transaction status where it was told.
 */
public record Reply(
        String commandTag,
        Optional<Long> rows,
        Optional<ServerError> error,
        List<ServerError> notices,
        Optional<TransactionStatus> transaction) {

    /** The state of the session as told by ReadyForQuery. */
    public enum TransactionStatus {
        IDLE('I'),
        IN_BLOCK('T'),
        FAILED_BLOCK('E');

        private final char code;

        TransactionStatus(char code) {
            this.code = code;
        }

        public static TransactionStatus of(int code) {
            for (TransactionStatus status : values()) {
                if (status.code == code) {
                    return status;
                }
            }
            throw new IllegalArgumentException("no transaction status: " + (char) code);
        }
    }

    public Reply {
        notices = List.copyOf(notices);
    }

    /** The same with the error that a simple query gives where the statement has a parameter, such as {@code $1}. */
    Reply withoutParameters(String sql) {
        return new Reply(commandTag, rows, error.map(told -> told.ofSimpleQuery(sql)), notices, transaction);
    }

    /** The count in a tag such as {@code UPDATE 5}, {@code INSERT 0 5} or {@code COPY 5}. */
    public static Optional<Long> rowsOf(String commandTag) {
        String last = commandTag.substring(commandTag.lastIndexOf(' ') + 1);
        return !last.isEmpty() && last.chars().allMatch(Character::isDigit)
                ? Optional.of(Long.valueOf(last))
                : Optional.empty();
    }
}
