package dev.dryrun.script;

import dev.dryrun.script.ToolStatements.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A text that its migration tool sends as one simple query. Postgres runs several statements of one query in an
 * implicit transaction, which a BEGIN among them makes an ordinary one; after a COMMIT the next implicit one begins.
 * A statement that is alone is its own transaction, so that CREATE INDEX CONCURRENTLY works.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-MULTI-STATEMENT">Multiple
 *     Statements in a Simple Query</a>
 */
final class OneQuery {

    private static final Set<String> ENDS = Set.of("COMMIT", "ROLLBACK");
    private static final Set<String> NEED_A_BLOCK = Set.of("SAVEPOINT", "RELEASE", "ROLLBACK TO");

    private final SourceText source;
    private final MigrationFormat format;
    private final List<Part> parts = new ArrayList<>();
    private int start;
    private boolean implicit;
    private boolean explicit;

    private OneQuery(SourceText source, MigrationFormat format) {
        this.source = source;
        this.format = format;
    }

    /** The transactions that Postgres makes of it. */
    static List<Part> parts(SourceText source, MigrationFormat format) {
        List<Statement> statements = ToolStatements.in(source, format).list();
        if (statements.size() < 2) {
            return List.of(Part.asWritten(source));
        }
        OneQuery query = new OneQuery(source, format);
        statements.forEach(query::take);
        if (query.implicit || query.explicit) {
            query.end(source.text().length(), query.frameAtEnd());
        }
        return query.parts;
    }

    private void take(Statement statement) {
        String kind = statement.kind();
        if (NEED_A_BLOCK.contains(kind) && !explicit) {
            throw source.place()
                    .refuse(
                            statement.start(),
                            kind + " outside BEGIN and COMMIT",
                            format.text() + " sends the file as one query, in which Postgres refuses that");
        }
        if (kind.equals("BEGIN")) {
            explicit = true;
        } else if (ENDS.contains(kind)) {
            end(statement.end(), implicit ? Part.Frame.BEGIN : Part.Frame.NONE);
        } else if (!explicit) {
            implicit = true;
        }
    }

    /** What the user's BEGIN opened and nothing closed stays open, as it would. */
    private Part.Frame frameAtEnd() {
        if (!implicit) {
            return Part.Frame.NONE;
        }
        return explicit ? Part.Frame.BEGIN : Part.Frame.TRANSACTION;
    }

    private void end(int end, Part.Frame frame) {
        parts.add(new Part(source.only(start, end), frame));
        start = end;
        implicit = false;
        explicit = false;
    }
}
