package dev.dryrun.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;

/** The program's entry; the only place that ends it. */
public final class Main {

    private static final List<String> COMMANDS =
            List.of("run", "profile", "report", "compare", "sign-off", "check-sign-off", "doctor");

    private final PrintWriter out;
    private final Screen screen;
    private final PrintWriter errors;
    private final Interruption interruption;
    private final Map<String, String> environment;

    Main(PrintWriter out, PrintWriter errors, Interruption interruption, Map<String, String> environment) {
        this.out = out;
        this.screen = new Screen(errors);
        this.errors = new PrintWriter(screen, true);
        this.interruption = interruption;
        this.environment = environment;
    }

    public static void main(String[] arguments) {
        Interruption interruption = new Interruption(Thread.currentThread());
        Main main = new Main(writer(FileDescriptor.out), writer(FileDescriptor.err), interruption, System.getenv());
        Runtime.getRuntime().addShutdownHook(new Thread(main::stopRun, "interruption"));
        int exitCode = main.execute(arguments);
        if (interruption.end()) {
            System.exit(exitCode);
        }
        // A signal came first: the shutdown hook has waited for us and now ends the program.
    }

    int execute(String... arguments) {
        GitHubActions github = new GitHubActions(environment, out);
        RunCommand command = new RunCommand(github, screen);
        Failure failure = new Failure(errors);
        try (github) {
            return commandLine(chosen(arguments, command, github), failure, command::verbose)
                    .execute(withoutCommandName(arguments));
        } catch (Throwable error) {
            // Picocli hands over exceptions only; an Error would otherwise end the program with 1, "breached".
            return exitCode(failure, error, command.verbose());
        }
    }

    private CommandLine commandLine(Object command, Failure failure, BooleanSupplier verbose) {
        return new CommandLine(command)
                .setOut(out)
                .setErr(errors)
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setExpandAtFiles(false)
                .setParameterExceptionHandler((exception, line) -> failure.ofOptions(exception))
                .setExecutionExceptionHandler(
                        (exception, line, parsed) -> exitCode(failure, exception, verbose.getAsBoolean()));
    }

    private int exitCode(Failure failure, Throwable thrown, boolean verbose) {
        return interruption.signalled() ? failure.ofInterruption(thrown, verbose) : failure.ofRun(thrown, verbose);
    }

    /** {@code run} is the default command. */
    private Object chosen(String[] arguments, RunCommand run, GitHubActions github) {
        return switch (arguments.length == 0 ? "run" : arguments[0]) {
            case "profile" -> new ProfileCommand(screen);
            case "report" -> new ReportCommand(github);
            case "compare" -> new CompareCommand(github);
            case "sign-off" -> new SignOffCommand();
            case "check-sign-off" -> new CheckSignOffCommand();
            case "doctor" -> new DoctorCommand();
            default -> run;
        };
    }

    private static String[] withoutCommandName(String[] arguments) {
        boolean named = arguments.length > 0 && COMMANDS.contains(arguments[0]);
        return named ? Arrays.copyOfRange(arguments, 1, arguments.length) : arguments;
    }

    /** The shutdown hook: runs at a signal and, with nothing left to do, at our own exit. */
    private void stopRun() {
        if (!interruption.signal()) {
            return;
        }
        screen.end();
        errors.println("dryrun: interrupted, cleaning up");
        if (!interruption.awaitEnd()) {
            long seconds = Interruption.CLEAN_UP.toSeconds();
            errors.println("dryrun: still cleaning up after " + seconds + " s; the next run removes what is left");
        }
        // Not exit, which would wait for this very thread.
        Runtime.getRuntime().halt(Failure.INTERRUPTED);
    }

    /** UTF-8 whatever the locale: under LANG=C the lines of the table would turn into question marks. */
    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
