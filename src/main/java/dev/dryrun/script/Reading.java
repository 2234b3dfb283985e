package dev.dryrun.script;

import dev.dryrun.plan.BadInput;
import dev.dryrun.script.Instruction.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The whole script while it is read: its instructions so far, and where it would stand with them obeyed, so that files
 * are included and statements checked with what is known before the run.
 */
final class Reading {

    private static final int DEEPEST = 50;

    private final ScriptOptions options;
    private final Flow flow;
    private final List<Instruction> instructions = new ArrayList<>();
    private final Deque<String> openFiles = new ArrayDeque<>();
    private boolean inTransaction;
    private boolean ofPsql;
    private int statements;

    Reading(ScriptOptions options) {
        this.options = options;
        this.flow = new Flow(SpecialVariables.initial(options));
    }

    /** Reads a part. A single transaction of the whole script takes the place of that of its parts. */
    void part(Part part) {
        int begin = instructions.size();
        Part.Frame frame = options.singleTransaction() ? Part.Frame.NONE : part.frame();
        inTransaction = options.singleTransaction() || frame != Part.Frame.NONE;
        ofPsql = part.ofPsql();
        file(part.source());
        surround(begin, frame);
    }

    List<Instruction> instructions() {
        return instructions;
    }

    int statements() {
        return statements;
    }

    /** Puts around the instructions from {@code begin} on, if a statement is among them, what the frame says. */
    void surround(int begin, Part.Frame frame) {
        List<Statement> inside = instructions.subList(begin, instructions.size()).stream()
                .filter(Statement.class::isInstance)
                .map(Statement.class::cast)
                .toList();
        if (inside.isEmpty() || frame == Part.Frame.NONE) {
            return;
        }
        instructions.add(begin, new Instruction.Bracket("BEGIN", inside.get(0)));
        statements++;
        if (frame == Part.Frame.TRANSACTION) {
            instructions.add(new Instruction.Bracket("COMMIT", inside.get(inside.size() - 1)));
            statements++;
        }
    }

    private void file(SourceText source) {
        openFiles.push(source.file());
        add(new Instruction.FileBegin());
        new Splitter(source, this).read();
        add(new Instruction.FileEnd());
        openFiles.pop();
    }

    /** Reads the file that a command at {@code offset} includes. */
    void include(String path, boolean fromFile, Place place, int offset) {
        String askedAt = place.file() + ":" + place.line(offset);
        Optional<String> from = fromFile ? Optional.of(place.file()) : Optional.empty();
        SourceText source = options.includes().apply(new Include(path, from, askedAt));
        if (openFiles.contains(source.file()) || openFiles.size() >= DEEPEST) {
            throw place.refuse(
                    offset, "it includes " + source.file() + ", which includes itself", "take one of the two out");
        }
        file(source);
    }

    /** Whether what stands here may be obeyed; nothing else is looked at. */
    boolean obeyed() {
        return flow.active() != Truth.NO;
    }

    /** Whether only the run can tell what happens here. */
    boolean undecided() {
        return flow.active() == Truth.MAYBE;
    }

    /** Whether psql is to run what is read now, or a tool that knows no variables. */
    boolean isOfPsql() {
        return ofPsql;
    }

    boolean isInTransaction() {
        return inTransaction;
    }

    Optional<String> database() {
        return options.database();
    }

    Variables variables() {
        return flow.variables();
    }

    void add(Instruction instruction) {
        instructions.add(instruction);
        flow.obey(instruction);
    }

    /** Adds a statement, unless it is of those that must not be sent. */
    void add(Statement statement) {
        for (Command command : Sending.of(statement, variables())) {
            if (command instanceof Refusal refusal) {
                throw new BadInput(refusal.file() + ":" + refusal.line() + ": " + refusal.reason(), refusal.hint());
            }
        }
        instructions.add(statement);
        statements++;
        ResultNames.foresee(statement, variables());
    }
}
