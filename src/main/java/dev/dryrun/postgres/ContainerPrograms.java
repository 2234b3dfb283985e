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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs programs inside a container, each with a deadline. */
final class ContainerPrograms {

    private static final Duration KILL = Duration.ofSeconds(10);
    private static final Duration LOG = Duration.ofMinutes(1);

    private final DockerClient client;
    private final String containerId;
    private final AtomicInteger calls = new AtomicInteger();

    ContainerPrograms(DockerEngine engine, String containerId) {
        this.client = engine.client();
        this.containerId = containerId;
    }

    ProgramResult run(List<String> command, Map<String, String> environment, Duration deadline) {
        TextTail stdout = new TextTail(TextTail.STDOUT_CHARS);
        ProgramResult result = run(command, environment, deadline, ProgramStreams.to(stdout));
        return new ProgramResult(result.exitCode(), stdout.text(), result.stderr());
    }

    ProgramResult run(
            List<String> command, Map<String, String> environment, Duration deadline, ProgramStreams streams) {
        try {
            return tryRun(command, environment, deadline, streams);
        } catch (DockerException e) {
            throw new NoVerdict(
                    "could not run " + command.get(0) + " in the container: " + DockerEngine.firstLine(e),
                    "see whether something else ended the container",
                    e);
        }
    }

    private ProgramResult tryRun(
            List<String> command, Map<String, String> environment, Duration deadline, ProgramStreams streams) {
        String number = ContainerScript.DIRECTORY + "/call." + calls.incrementAndGet();
        List<String> numbered = new ArrayList<>(List.of("sh", "-c", ContainerScript.NUMBERED, "sh", number));
        numbered.addAll(command);
        Output output = Output.of(streams);
        String id = create(numbered, environment, streams.input().isPresent());
        Optional<ExecSocket> fed = streams.input().map(input -> ExecSocket.start(id, input, output));
        try {
            if (fed.isEmpty()) {
                client.execStartCmd(id).exec(output);
            }
            require(output, command, number, deadline);
        } finally {
            fed.ifPresent(ExecSocket::close);
        }
        fed.ifPresent(ExecSocket::joinFeed);
        Long code = client.inspectExecCmd(id).exec().getExitCodeLong();
        return new ProgramResult(code == null ? -1 : code.intValue(), "", output.stderr.text());
    }

    private void require(Output output, List<String> command, String number, Duration deadline) {
        if (!await(output, deadline)) {
            Output ignored = Output.of(ProgramStreams.to(line -> {}));
            String kill = create(List.of("sh", "-c", "kill \"$(cat \"$1\")\"", "sh", number), Map.of(), false);
            client.execStartCmd(kill).exec(ignored);
            await(output, KILL);
            throw new NoVerdict(
                    "gave up on " + String.join(" ", command) + " in the container after " + deadline.toSeconds()
                            + " s",
                    "see whether the machine is overloaded or out of disk space");
        }
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

    private String create(List<String> command, Map<String, String> environment, boolean input) {
        return client.execCreateCmd(containerId)
                .withAttachStdin(input)
                .withAttachStdout(true)
                .withAttachStderr(true)
                .withEnv(environment.entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .toList())
                .withCmd(command.toArray(String[]::new))
                .exec()
                .getId();
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

        static Output of(ProgramStreams streams) {
            TextTail stderr = new TextTail(TextTail.STDERR_CHARS);
            return new Output(
                    new LineSplitter(streams.stdout()), new LineSplitter(stderr.filtered(streams.stderr())), stderr);
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
