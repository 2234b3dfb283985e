package dev.dryrun.script;

import dev.dryrun.script.Instruction.Bracket;
import dev.dryrun.script.Instruction.Connection;
import dev.dryrun.script.Instruction.Passed;
import dev.dryrun.script.Instruction.Saying;
import dev.dryrun.script.Instruction.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A script on its way: gives one command after the other, and takes the answers that the next may depend on. A step that
 * is not answered leaves what depends on it unknown: then every branch is taken that may have been, and variables stay as
 * they are written.
 */
public final class ScriptRun {

    /** A command that is to be given, and the statement whose result it brings. */
    private record Ready(Command command, Optional<Statement> of) {}

    private final List<Instruction> instructions;
    private final Flow flow;
    private final Deque<Ready> ready = new ArrayDeque<>();
    private Optional<Statement> unanswered = Optional.empty();
    private int at;
    private int steps;

    ScriptRun(List<Instruction> instructions, Variables variables, Map<String, String> ofTheServer) {
        this.instructions = instructions;
        this.flow = new Flow(variables);
        ofTheServer.forEach(variables::set);
    }

    /** How many statements its files hold; branches that are not taken and {@code \gexec} make it run fewer or more. */
    public long statementCount() {
        return instructions.stream()
                .filter(instruction -> instruction instanceof Statement || instruction instanceof Bracket)
                .count();
    }

    /** The next command; empty at the end. */
    public Optional<Command> next() {
        unanswered.ifPresent(this::foresee);
        while (ready.isEmpty() && at < instructions.size()) {
            follow(instructions.get(at++));
        }
        if (ready.isEmpty()) {
            return Optional.empty();
        }
        Ready next = ready.poll();
        unanswered = next.of();
        return Optional.of(numbered(next.command()));
    }

    /** Whether the rows of the last step are wanted, and not only their number. */
    public boolean wantsRows() {
        return unanswered
                .map(Statement::ending)
                .filter(ending -> ending instanceof Ending.Stored || ending instanceof Ending.Executed)
                .isPresent();
    }

    /** Takes the answer to the last step, which succeeded. Returns why psql would end here all the same, if it would. */
    public Optional<String> answered(Answer answer) {
        Variables variables = flow.variables();
        variables.set("ERROR", "false");
        variables.set("SQLSTATE", "00000");
        variables.set("ROW_COUNT", String.valueOf(answer.count().orElse(0L)));
        Optional<Ending> ending = unanswered.map(Statement::ending);
        unanswered = Optional.empty();
        if (answer.columns().isEmpty() || ending.isEmpty()) {
            return Optional.empty();
        }
        if (ending.get() instanceof Ending.Stored stored) {
            return store(answer, stored.prefix().argument(variables).orElse(""));
        }
        if (ending.get() instanceof Ending.Executed executed) {
            answer.rows().stream()
                    .flatMap(List::stream)
                    .flatMap(Optional::stream)
                    .flatMap(field -> Sending.produced(field, executed).stream())
                    .forEach(command -> ready.add(new Ready(command, Optional.empty())));
        }
        return Optional.empty();
    }

    /** The steps that are left, as far as can be said without their answers. */
    public List<Step> rest() {
        return stream().toList();
    }

    /** The same one by one. */
    Stream<Step> stream() {
        return Stream.generate(this::next)
                .takeWhile(Optional::isPresent)
                .flatMap(command -> step(command.get()).stream());
    }

    private static Optional<Step> step(Command command) {
        if (command instanceof Refusal refusal) {
            return Optional.of(refusal.step());
        }
        return command instanceof Step step ? Optional.of(step) : Optional.empty();
    }

    private Optional<String> store(Answer answer, String prefix) {
        if (answer.rows().size() != 1) {
            return Optional.of((answer.rows().isEmpty() ? "no rows" : "more than one row") + " returned for \\gset");
        }
        for (int column = 0; column < answer.columns().size(); column++) {
            String name = prefix + answer.columns().get(column);
            Optional<String> value = answer.rows().get(0).get(column);
            if (SpecialVariables.isHooked(name)) {
                continue;
            }
            if (!Reference.isName(name)) {
                return Optional.of("invalid variable name: \"" + name + "\" (for \\gset, name the column with AS)");
            }
            value.ifPresentOrElse(
                    known -> flow.variables().set(name, known),
                    () -> flow.variables().unset(name));
        }
        return Optional.empty();
    }

    private void foresee(Statement statement) {
        unanswered = Optional.empty();
        ResultNames.foresee(statement, flow.variables());
    }

    private void follow(Instruction instruction) {
        flow.obey(instruction);
        if (instruction instanceof Bracket bracket) {
            ready.add(new Ready(bracket.step(), Optional.empty()));
        } else if (flow.active() == Truth.NO) {
            if (instruction instanceof Statement statement && statement.ending() instanceof Ending.Fed) {
                ready.add(new Ready(Sending.untaken(statement), Optional.empty()));
            }
        } else if (instruction instanceof Statement statement) {
            List<Command> commands = Sending.of(statement, flow.variables());
            for (int i = 0; i < commands.size(); i++) {
                boolean last = i == commands.size() - 1;
                ready.add(new Ready(commands.get(i), last ? Optional.of(statement) : Optional.empty()));
            }
        } else if (instruction instanceof Saying saying) {
            ready.add(new Ready(say(saying), Optional.empty()));
        } else if (instruction instanceof Connection connection) {
            ready.add(new Ready(connection.command(), Optional.empty()));
        } else if (instruction instanceof Passed passed) {
            ready.add(new Ready(passed.command(), Optional.empty()));
        }
    }

    private Echo say(Saying saying) {
        List<Template> words = saying.words();
        boolean sameLine = !words.isEmpty() && words.get(0).raw().equals("-n");
        List<Template> said = sameLine ? words.subList(1, words.size()) : words;
        String text = Template.joined(said, " ", flow.variables())
                .orElseGet(
                        () -> String.join(" ", said.stream().map(Template::raw).toList()));
        return new Echo(saying.place().file(), saying.place().line(saying.offset()), text);
    }

    private Command numbered(Command command) {
        if (command instanceof Step step) {
            return step.numbered(++steps);
        }
        return command instanceof Refusal refusal
                ? new Refusal(refusal.step().numbered(++steps), refusal.reason(), refusal.hint())
                : command;
    }
}
