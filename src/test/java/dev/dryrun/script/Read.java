package dev.dryrun.script;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dryrun.plan.BadInput;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Migration files for tests, read as their tools read them. */
final class Read {

    private Read() {}

    static ToolScript plain(String text) {
        return ToolScript.read(MigrationSource.plain(new SourceText("m.sql", text)));
    }

    static ToolScript named(MigrationFormat byName, String text) {
        return ToolScript.read(new MigrationSource(new SourceText("m.sql", text), byName, Optional.empty(), Map.of()));
    }

    static ToolScript withSettings(MigrationFormat byName, String text, SourceText settings) {
        return ToolScript.read(
                new MigrationSource(new SourceText("m.sql", text), byName, Optional.of(settings), Map.of()));
    }

    /** What is sent, each statement behind its line: {@code 3 create table t (id int)}. */
    static List<String> steps(ToolScript script) {
        return Script.parse(script.parts(), ScriptOptions.plain()).steps().stream()
                .map(step -> step.line() + " " + step.sql())
                .toList();
    }

    static List<String> notes(ToolScript script) {
        return script.notes().stream()
                .map(note -> note.code() + " | " + note.message())
                .toList();
    }

    /** File, line and reason for which a file is refused. */
    static String refusal(MigrationFormat byName, String text) {
        BadInput refused = catchThrowableOfType(BadInput.class, () -> steps(named(byName, text)));
        return refused == null ? "not refused" : refused.getMessage();
    }
}
