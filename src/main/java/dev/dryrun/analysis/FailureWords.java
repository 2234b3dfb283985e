package dev.dryrun.analysis;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Requests that failed, in words, and how a migration is written that breaks nobody. */
final class FailureWords {

    private static final int MOST_QUERIES = 3;
    private static final int MOST_ERRORS = 2;
    private static final int SQL_LENGTH = 100;

    private FailureWords() {}

    /** {@code 12 requests failed: 42703 column "total" does not exist (orders: read by key; orders: insert)}. */
    static String of(List<FailedQuery> failed) {
        long count = failed.stream().mapToLong(each -> each.course().count()).sum();
        return String.format(
                Locale.ROOT,
                "%,d %s failed: %s (%s)",
                count,
                count == 1 ? "request" : "requests",
                some(failed.stream().map(FailedQuery::error).distinct().toList(), MOST_ERRORS, "errors"),
                some(failed.stream().map(FailedQuery::name).distinct().toList(), MOST_QUERIES, "queries"));
    }

    private static String some(List<String> all, int most, String what) {
        if (all.size() <= most + 1) {
            return String.join("; ", all);
        }
        return all.stream().limit(most).collect(Collectors.joining("; ")) + "; and " + (all.size() - most) + " other "
                + what;
    }

    /** A statement in one line. */
    static String shortened(String sql) {
        String line = sql.strip().replaceAll("\\s+", " ");
        return line.length() <= SQL_LENGTH ? line : line.substring(0, SQL_LENGTH) + "...";
    }

    /** What to do instead, by the first error that code gets which does not know of the step. */
    static String wayOut(String sqlState) {
        if (sqlState.equals("23502")) {
            return "expand and contract: add the column nullable or with a default, release an application that fills it,"
                    + " and set it NOT NULL in a later migration";
        }
        if (sqlState.startsWith("23") || sqlState.equals("44000")) {
            return "expand and contract: release an application that keeps to the new constraint, and add it in a later"
                    + " migration";
        }
        if (sqlState.startsWith("22") || sqlState.equals("42804") || sqlState.equals("42883")) {
            return "expand and contract: add a column of the new type beside the old one, release an application that uses"
                    + " it, and drop the old one in a later migration";
        }
        if (sqlState.equals("42501")) {
            return "expand and contract: release an application that does without the privilege, and revoke it later";
        }
        return "expand and contract: add the new beside the old, release an application that uses only the new, and remove"
                + " the old in a later migration; if that application is deployed by then, --retired NAME leaves the old"
                + " out of the load";
    }
}
