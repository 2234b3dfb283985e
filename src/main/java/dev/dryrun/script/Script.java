package dev.dryrun.script;

import dev.dryrun.plan.BadInput;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Everything that a migration asks for, in order. */
public record Script(List<Command> commands) {

    public Script {
        commands = List.copyOf(commands);
    }

    /**
     * Reads the files one after the other, as {@code psql -f one -f other} does: what a file leaves without a
     * semicolon ends with the file.
     *
     * @throws BadInput where a file cannot be split, or where there is no statement at all
     */
    public static Script parse(List<Part> parts, ScriptOptions options) {
        List<Command> commands = new ArrayList<>();
        for (Part part : parts) {
            List<Command> own = Splitter.split(part.source());
            commands.addAll(options.singleTransaction() ? own : framed(own, part.frame()));
        }
        if (stepsOf(commands).isEmpty()) {
            throw empty(parts);
        }
        Part.Frame frame = options.singleTransaction() ? Part.Frame.TRANSACTION : Part.Frame.NONE;
        return new Script(numbered(framed(commands, frame)));
    }

    public List<Step> steps() {
        return stepsOf(commands);
    }

    private static List<Step> stepsOf(List<Command> commands) {
        return commands.stream()
                .filter(Step.class::isInstance)
                .map(Step.class::cast)
                .toList();
    }

    private static List<Command> framed(List<Command> commands, Part.Frame frame) {
        List<Step> steps = stepsOf(commands);
        if (steps.isEmpty() || frame == Part.Frame.NONE) {
            return commands;
        }
        List<Command> all = new ArrayList<>(commands.size() + 2);
        all.add(transactionStep("BEGIN", steps.get(0)));
        all.addAll(commands);
        if (frame == Part.Frame.TRANSACTION) {
            all.add(transactionStep("COMMIT", steps.get(steps.size() - 1)));
        }
        return all;
    }

    private static Step transactionStep(String sql, Step neighbour) {
        return new Step(1, neighbour.file(), neighbour.line(), sql, sql, new Protocol.Extended());
    }

    private static List<Command> numbered(List<Command> commands) {
        List<Command> numbered = new ArrayList<>(commands.size());
        int number = 0;
        for (Command command : commands) {
            numbered.add(command instanceof Step step ? step.numbered(++number) : command);
        }
        return numbered;
    }

    private static BadInput empty(List<Part> parts) {
        String files =
                parts.stream().map(part -> part.source().file()).distinct().collect(Collectors.joining(", "));
        return new BadInput(
                "no statement in " + (files.isEmpty() ? "the migration" : files),
                "give a migration that holds at least one SQL statement outside comments");
    }
}
