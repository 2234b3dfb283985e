package dev.dryrun.postgres;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import dev.dryrun.plan.NoVerdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Runs programs inside a container, each with a deadline. */
final class ContainerPrograms {

    private static final Duration KILL = Duration.ofSeconds(10);
    private static final Duration LOG = Duration.ofMinutes(1);

    private final DockerClient client;
    private final String containerId;
    private final AtomicInteger calls = new AtomicInteger();

    ContainerPrograms(DockerClient client, String containerId) {
        this.client = client;
        this.containerId = containerId;
    }

    ProgramResult run(List<String> command, Map<String, String> environment, Duration deadline) {
        TextTail stdout = new TextTail(TextTail.STDOUT_CHARS);
        ProgramResult result = run(command, environment, deadline, stdout);
        return new ProgramResult(result.exitCode(), stdout.text(), result.stderr());
    }

    ProgramResult run(
            List<String> command, Map<String, String> environment, Duration deadline, Consumer<String> stdout) {
        try {
            return tryRun(command, environment, deadline, stdout);
        } catch (DockerException e) {
            throw new NoVerdict(
                    "could not run " + command.get(0) + " in the container: " + DockerEngine.firstLine(e),
                    "see whether something else ended the container",
                    e);
        }
    }

    private ProgramResult tryRun(
            List<String> command, Map<String, String> environment, Duration deadline, Consumer<String> stdout) {
        String number = ContainerScript.DIRECTORY + "/call." + calls.incrementAndGet();
        List<String> numbered = new ArrayList<>(List.of("sh", "-c", ContainerScript.NUMBERED, "sh", number));
        numbered.addAll(command);
        Output output = Output.of(stdout);
        String id = execute(numbered, environment, output);
        if (!await(output, deadline)) {
            execute(List.of("sh", "-c", "kill \"$(cat \"$1\")\"", "sh", number), Map.of(), Output.of(line -> {}));
            await(output, KILL);
            throw new NoVerdict(
                    "gave up on " + String.join(" ", command) + " in the container after " + deadline.toSeconds()
                            + " s",
                    "see whether the machine is overloaded or out of disk space");
        }
        Long code = client.inspectExecCmd(id).exec().getExitCodeLong();
        return new ProgramResult(code == null ? -1 : code.intValue(), "", output.stderr.text());
    }

    /** The text of a shell script run with arguments. */
    ProgramResult script(Duration deadline, String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        command.addAll(List.of(arguments));
        return run(command, Map.of(), deadline);
    }

    /** What the container's first process and the server have written so far. */
    String log() {
        TextTail log = new TextTail(TextTail.STDOUT_CHARS);
        LineSplitter splitter = new LineSplitter(log);
        Output output = new Output(splitter, splitter, log);
        try {
            client.logContainerCmd(containerId)
                    .withStdOut(true)
                    .withStdErr(true)
                    .exec(output);
            await(output, LOG);
            return log.text();
        } catch (DockerException e) {
            return log.text() + "(the container is gone, and with it the rest of its log)\n";
        }
    }

    private String execute(List<String> command, Map<String, String> environment, Output output) {
        String id = client.execCreateCmd(containerId)
                .withAttachStdout(true)
                .withAttachStderr(true)
                .withEnv(environment.entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .toList())
                .withCmd(command.toArray(String[]::new))
                .exec()
                .getId();
        client.execStartCmd(id).exec(output);
        return id;
    }

    private static boolean await(Output output, Duration deadline) {
        try {
            return output.awaitCompletion(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoVerdict("interrupted while a program ran in the container", "start again", e);
        }
    }

    /** Takes the two streams of a program apart. */
    private static final class Output extends ResultCallback.Adapter<Frame> {

        private final LineSplitter out;
        private final LineSplitter err;
        private final TextTail stderr;

        Output(LineSplitter out, LineSplitter err, TextTail stderr) {
            this.out = out;
            this.err = err;
            this.stderr = stderr;
        }

        static Output of(Consumer<String> stdout) {
            TextTail stderr = new TextTail(TextTail.STDERR_CHARS);
            return new Output(new LineSplitter(stdout), new LineSplitter(stderr), stderr);
        }

        @Override
        public void onNext(Frame frame) {
            LineSplitter splitter = frame.getStreamType() == StreamType.STDERR ? err : out;
            splitter.add(frame.getPayload(), frame.getPayload().length);
        }

        @Override
        public void onComplete() {
            out.end();
            err.end();
            super.onComplete();
        }
    }
}
