package dev.dryrun.script;

import dev.dryrun.plan.BadInput;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Everything that a migration asks for, read and checked; {@link #begin} follows it as psql would. */
public final class Script {

    private final List<Instruction> instructions;
    private final ScriptOptions options;

    private Script(List<Instruction> instructions, ScriptOptions options) {
        this.instructions = instructions;
        this.options = options;
    }

    /**
     * Reads the files one after the other, as {@code psql -f one -f other} does: what a file leaves without a
     * semicolon ends with the file.
     *
     * @throws BadInput where a file cannot be split or asks for what cannot be done, or where there is no statement at
     *     all
     */
    public static Script parse(List<Part> parts, ScriptOptions options) {
        options.variables().forEach(Script::refuseVariable);
        Reading reading = new Reading(options);
        parts.forEach(reading::part);
        if (reading.statements() == 0) {
            throw empty(parts);
        }
        if (options.singleTransaction()) {
            reading.surround(0, Part.Frame.TRANSACTION);
        }
        return new Script(List.copyOf(reading.instructions()), options);
    }

    /** Starts at the first line. {@code ofTheServer} are the variables that psql sets when it connects, DBNAME and so on. */
    public ScriptRun begin(Map<String, String> ofTheServer) {
        return new ScriptRun(instructions, SpecialVariables.initial(options), ofTheServer);
    }

    /** The commands as far as they are known before the run: those of all branches that may be taken. */
    public List<Command> commands() {
        List<Command> commands = new ArrayList<>();
        ScriptRun run = begin(Map.of());
        for (Optional<Command> command = run.next(); command.isPresent(); command = run.next()) {
            commands.add(command.get());
        }
        return commands;
    }

    /** The steps among {@link #commands}. */
    public List<Step> steps() {
        return begin(Map.of()).rest();
    }

    /** The same one by one, without keeping them all. */
    public Iterable<Step> eachStep() {
        return () -> begin(Map.of()).stream().iterator();
    }

    /** Whether it may come to more steps than it holds, by {@code \\gexec}. */
    public boolean makesSteps() {
        return instructions.stream()
                .anyMatch(instruction -> instruction instanceof Instruction.Statement statement
                        && statement.ending() instanceof Ending.Executed);
    }

    /** The SQL of {@link #eachStep}. */
    public Iterable<String> statements() {
        return () -> begin(Map.of()).stream().map(Step::sql).iterator();
    }

    /** Every name and keyword that its statements mention, as far as they are known before the run. */
    public Set<String> identifiers() {
        Set<String> identifiers = new HashSet<>();
        eachStep().forEach(step -> identifiers.addAll(step.identifiers()));
        return identifiers;
    }

    private static void refuseVariable(String name, String value) {
        if (!Reference.isName(name)) {
            throw new BadInput(
                    "--set " + name + "=" + value + ": \"" + name + "\" cannot name a variable",
                    "use letters, digits and underscores");
        }
        SpecialVariables.objection(name, Optional.of(value)).ifPresent(why -> {
            throw new BadInput("--set " + name + "=" + value + ": " + why.reason(), why.hint());
        });
    }

    private static BadInput empty(List<Part> parts) {
        String files =
                parts.stream().map(part -> part.source().file()).distinct().collect(Collectors.joining(", "));
        return new BadInput(
                "no statement in " + (files.isEmpty() ? "the migration" : files),
                "give a migration that holds at least one SQL statement outside comments");
    }
}
