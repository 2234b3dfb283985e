package dev.dryrun;

import dev.dryrun.script.MigrationFormat;
import dev.dryrun.script.MigrationSource;
import dev.dryrun.script.Protocol;
import dev.dryrun.script.Script;
import dev.dryrun.script.ScriptOptions;
import dev.dryrun.script.Step;
import dev.dryrun.script.ToolScript;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A program that reads a script as a run does, in a Java of its own, and prints how many steps and rows it holds. */
public final class LargeScript {

    private LargeScript() {}

    public static void main(String[] arguments) {
        Path file = Path.of(arguments[0]);
        ToolScript source = ToolScript.read(
                new MigrationSource(SourceFiles.read(file), MigrationFormat.PSQL, Optional.empty(), Map.of()));
        Script script = Script.parse(source.parts(), ScriptOptions.plain());
        long characters = 0;
        long steps = 0;
        for (Step step : script.eachStep()) {
            steps++;
            characters += step.sql().length();
            if (step.protocol() instanceof Protocol.CopyIn copy) {
                characters += copy.rows().chars().length();
            }
        }
        System.out.println(steps + " steps, " + characters + " characters");
    }
}
