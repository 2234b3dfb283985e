package dev.dryrun.observe;

import dev.dryrun.plan.NoVerdict;
import dev.dryrun.postgres.MaskedLines;
import dev.dryrun.progress.Progress;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The migration tool while it runs: its output, its exit, and the end of it and of all that it has started. */
final class CommandProcess {

    private static final Duration LOOKING = Duration.ofMillis(200);
    private static final Duration ENDING = Duration.ofSeconds(5);
    private static final int LINES_KEPT = 10;

    private final Process process;
    private final Thread reader;
    private final Set<ProcessHandle> children = new LinkedHashSet<>();
    private final Deque<String> lastLines = new ArrayDeque<>();

    private CommandProcess(Process process, Work.OfCommand command, Progress progress) {
        this.process = process;
        UnaryOperator<String> shown = command.showValues() ? UnaryOperator.identity() : MaskedLines.stateful();
        this.reader = new Thread(() -> read(command.log(), shown, progress), "dryrun-command-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a shell command, in this directory and as this user, with nothing to read. */
    static CommandProcess start(Work.OfCommand command, Consumer<Map<String, String>> environment, Progress progress) {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command.text())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        environment.accept(builder.environment());
        try {
            return new CommandProcess(builder.start(), command, progress);
        } catch (IOException e) {
            throw new NoVerdict("could not run sh: " + e.getMessage(), "check the installation", e);
        }
    }

    /** Waits for its end, however long that takes. */
    int await() throws InterruptedException {
        while (!process.waitFor(LOOKING.toMillis(), TimeUnit.MILLISECONDS)) {
            // A child whose parent ends before it could not be found any more.
            process.descendants().forEach(children::add);
        }
        return process.exitValue();
    }

    List<String> lastLines() {
        synchronized (lastLines) {
            return List.copyOf(lastLines);
        }
    }

    /** Ends what is still running of it: asked to at first, and killed when it does not. */
    void end() {
        process.descendants().forEach(children::add);
        // Through its handle: the process itself closes its streams as well, and with them goes what it has printed
        // last.
        process.toHandle().destroy();
        children.forEach(ProcessHandle::destroy);
        boolean interrupted = Thread.interrupted();
        try {
            process.waitFor(ENDING.toMillis(), TimeUnit.MILLISECONDS);
            awaitChildren();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        children.forEach(ProcessHandle::destroyForcibly);
        process.toHandle().destroyForcibly();
        joinReader();
        process.destroyForcibly();
        joinReader();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitChildren() throws InterruptedException {
        long tries = ENDING.dividedBy(LOOKING);
        while (tries-- > 0 && children.stream().anyMatch(ProcessHandle::isAlive)) {
            Thread.sleep(LOOKING.toMillis());
        }
    }

    private void joinReader() {
        try {
            reader.join(ENDING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads on where the log cannot be written: a tool whose output nobody takes dies of that. */
    private void read(Path log, UnaryOperator<String> shown, Progress progress) {
        try (BufferedReader in =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                PrintWriter out = new PrintWriter(writer(log))) {
            boolean whole = true;
            for (String told = in.readLine(); told != null; told = in.readLine()) {
                String line = shown.apply(told);
                out.write(line + "\n");
                if (out.checkError() && whole) {
                    whole = false;
                    progress.note("the output of the command could not be written to " + log);
                }
                keep(line);
                progress.note("| " + line);
            }
        } catch (IOException e) {
            progress.note("the output of the command ended: " + e.getMessage());
        }
    }

    /** Where the file cannot be had it is closed, and fails when it is written to. */
    private static Writer writer(Path log) throws IOException {
        try {
            return Files.newBufferedWriter(log);
        } catch (IOException e) {
            Writer none = Writer.nullWriter();
            none.close();
            return none;
        }
    }

    private void keep(String line) {
        synchronized (lastLines) {
            lastLines.add(line);
            if (lastLines.size() > LINES_KEPT) {
                lastLines.remove();
            }
        }
    }
}
