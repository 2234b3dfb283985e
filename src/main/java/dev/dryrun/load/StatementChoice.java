package dev.dryrun.load;

import dev.dryrun.profile.MeasuredStatement;
import dev.dryrun.profile.QueryText;
import dev.dryrun.script.QueryToken;
import dev.dryrun.script.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Which of the statements that production has counted are the application's own.
 *
 * @param ofApplication each text once
 * @param others how many are those of drivers and monitors
 */
record StatementChoice(List<MeasuredStatement> ofApplication, int others) {

    private static final Set<String> QUERIES =
            Set.of("select", "insert", "update", "delete", "merge", "with", "values", "table");

    /** What sessions say beside their queries. */
    private static final Set<String> OF_SESSIONS = Set.of(
            "abort",
            "begin",
            "checkpoint",
            "close",
            "commit",
            "deallocate",
            "declare",
            "discard",
            "end",
            "fetch",
            "listen",
            "prepare",
            "release",
            "reset",
            "rollback",
            "savepoint",
            "set",
            "show",
            "start",
            "unlisten");

    /** A request that calls one of these would change its session, or do harm. */
    private static final Set<String> HARMFUL = Set.of(
            "pg_advisory_lock",
            "pg_advisory_lock_shared",
            "pg_try_advisory_lock",
            "pg_try_advisory_lock_shared",
            "pg_advisory_unlock",
            "pg_advisory_unlock_all",
            "pg_sleep",
            "pg_sleep_for",
            "pg_sleep_until",
            "pg_terminate_backend",
            "pg_cancel_backend",
            "pg_reload_conf",
            "pg_switch_wal",
            "set_config",
            "dblink",
            "dblink_exec",
            "dblink_connect",
            "lo_import",
            "lo_export",
            "setval",
            "pg_create_restore_point");

    static StatementChoice of(List<MeasuredStatement> statements) {
        Map<String, MeasuredStatement> byText = new LinkedHashMap<>();
        int others = 0;
        for (MeasuredStatement statement : statements) {
            if (isOfOthers(QueryText.of(statement.sql()))) {
                others++;
            } else {
                byText.merge(statement.sql(), statement, StatementChoice::sum);
            }
        }
        return new StatementChoice(List.copyOf(byText.values()), others);
    }

    double applicationCalls() {
        return ofApplication.stream().mapToDouble(MeasuredStatement::calls).sum();
    }

    /** Why a statement of the application cannot be in a load, as far as its text tells. */
    Optional<String> whyNot(MeasuredStatement statement) {
        if (statement.sql().isBlank() || statement.sql().equals("<insufficient privilege>")) {
            return Optional.of("its text is missing; export as a superuser or a member of pg_read_all_stats");
        }
        QueryText text = QueryText.of(statement.sql());
        if (text.isCutOff()) {
            return Optional.of("its text is cut off");
        }
        if (!QUERIES.contains(text.verb())) {
            return Optional.of("it is no query");
        }
        if (text.isSeveral()) {
            return Optional.of("it is several statements");
        }
        return text.calls(HARMFUL).map(function -> "it calls " + function);
    }

    /** The text without its strings. Of what is no query its kind only: pg_stat_statements keeps values in it. */
    static String withoutValues(String sql) {
        if (!QUERIES.contains(QueryText.of(sql).verb())) {
            return Step.received(1, sql).map(Step::kind).orElse("");
        }
        StringBuilder text = new StringBuilder();
        int at = 0;
        for (QueryToken token : QueryToken.in(sql)) {
            boolean number = Character.isDigit(sql.charAt(token.start()));
            boolean cutOff = token.kind() == QueryToken.Kind.CUT_OFF;
            if (cutOff || token.kind() == QueryToken.Kind.VALUE && !number) {
                text.append(sql, at, token.start()).append(cutOff ? "'…" : "'…'");
                at = token.end();
            }
        }
        return text.append(sql.substring(at)).toString();
    }

    /** Transactions, settings, and queries of catalogs and statistics only. */
    private static boolean isOfOthers(QueryText text) {
        boolean catalogs = !text.tables().isEmpty()
                && text.tables().stream()
                        .allMatch(table -> table.name().startsWith("pg_")
                                || table.schema()
                                        .filter("information_schema"::equals)
                                        .isPresent());
        return OF_SESSIONS.contains(text.verb()) || catalogs;
    }

    private static MeasuredStatement sum(MeasuredStatement first, MeasuredStatement next) {
        OptionalDouble rows = first.rows().isPresent() && next.rows().isPresent()
                ? OptionalDouble.of(first.rows().getAsDouble() + next.rows().getAsDouble())
                : OptionalDouble.empty();
        return new MeasuredStatement(first.line(), first.sql(), first.calls() + next.calls(), rows, first.seconds());
    }
}
