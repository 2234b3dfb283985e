package dev.dryrun.script;

/** A step that must not be sent, which came to light only when the values of its variables were known. */
public record Refusal(Step step, String reason, String hint) implements Command {

    @Override
    public String file() {
        return step.file();
    }

    @Override
    public int line() {
        return step.line();
    }
}
