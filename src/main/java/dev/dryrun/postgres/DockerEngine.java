package dev.dryrun.postgres;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.PullResponseItem;
import dev.dryrun.progress.Progress;
import dev.dryrun.time.Moment;
import dev.dryrun.time.RunClock;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.dockerclient.DockerClientConfigUtils;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.ImageNameSubstitutor;

/** The Docker engine of this machine. Every question to it that may never be answered has a deadline. */
final class DockerEngine {

    private static final Duration PROBE = Duration.ofSeconds(15);
    private static final Duration PULL = Duration.ofMinutes(5);
    private static final Duration PULL_STANDSTILL = Duration.ofSeconds(30);
    private static final long LOOK_MILLIS = 200;
    private static final String INSTALL = "install and start Docker, or Postgres programs for a local server";

    private final DockerClient client;

    private DockerEngine(DockerClient client) {
        this.client = client;
    }

    /** Finds the engine, within 15 seconds even where Testcontainers would look for it for minutes. */
    static DockerEngine find() throws Unavailable {
        CompletableFuture<DockerClient> found = new CompletableFuture<>();
        Thread probe = new Thread(() -> probe(found), "dryrun-docker-probe");
        probe.setDaemon(true);
        probe.start();
        try {
            return new DockerEngine(found.get(PROBE.toSeconds(), TimeUnit.SECONDS));
        } catch (TimeoutException e) {
            throw new Unavailable(noAnswer(), "see docker info; " + INSTALL);
        } catch (ExecutionException e) {
            String failure = firstLine(e.getCause());
            boolean none = failure.startsWith("Could not find a valid Docker environment");
            throw new Unavailable(none ? "no Docker engine was found" : "Docker failed: " + failure, INSTALL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted while asking Docker", "start again");
        }
    }

    DockerClient client() {
        return client;
    }

    /** Whether files of this machine can be mounted into containers. */
    boolean sharesFiles() {
        return !"tcp".equals(address().getScheme());
    }

    /** The image's configuration; empty where the engine does not have the image. */
    Optional<InspectImageResponse> image(String name) {
        try {
            return Optional.of(client.inspectImageCmd(substituted(name).asCanonicalNameString())
                    .exec());
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    /** Pulls an image, giving up at an error, after 30 s without progress or 5 minutes in all. */
    void pull(String name, Progress progress) throws Unavailable {
        DockerImageName image = substituted(name);
        Pulling pulled = new Pulling();
        progress.stage("pulling", "pulling image " + name);
        try (pulled) {
            client.pullImageCmd(image.getUnversionedPart())
                    .withTag(image.getVersionPart())
                    .exec(pulled);
            while (!pulled.awaitCompletion(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                pulled.requireProgress();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notPulled(name, "interrupted");
        } catch (RuntimeException | java.io.IOException e) {
            throw notPulled(name, firstLine(e));
        }
        if (image(name).isEmpty()) {
            throw notPulled(name, "the engine does not have it afterwards");
        }
    }

    /** Removes the containers of a run with their volumes, and waits until they are gone. Answers whether they are. */
    boolean remove(String label, String value) {
        RunClock clock = RunClock.system();
        while (clock.now().isBefore(Moment.ORIGIN.plus(PROBE))) {
            List<String> ids =
                    client
                            .listContainersCmd()
                            .withShowAll(true)
                            .withLabelFilter(List.of(label + "=" + value))
                            .exec()
                            .stream()
                            .map(com.github.dockerjava.api.model.Container::getId)
                            .toList();
            if (ids.isEmpty()) {
                return true;
            }
            ids.forEach(this::remove);
        }
        return false;
    }

    private void remove(String id) {
        try {
            client.removeContainerCmd(id)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (DockerException e) {
            // Gone already, or being removed by the engine itself: the caller looks again.
            sleepShortly();
        }
    }

    /** Testcontainers waits in vain, for minutes, for what it takes for a network, or for an image of its own. */
    private static String noAnswer() {
        String silence = "Docker did not answer within " + PROBE.toSeconds() + " s";
        if (DockerClientConfigUtils.IN_A_CONTAINER && System.getenv("TESTCONTAINERS_HOST_OVERRIDE") == null) {
            return silence + " (here /.dockerenv exists: TESTCONTAINERS_HOST_OVERRIDE=localhost may help)";
        }
        boolean reaper = !Boolean.parseBoolean(System.getenv("TESTCONTAINERS_RYUK_DISABLED"));
        return silence + (reaper ? " (TESTCONTAINERS_RYUK_DISABLED=true may help)" : "");
    }

    static void sleepShortly() {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void probe(CompletableFuture<DockerClient> found) {
        try {
            DockerClient client = DockerClientFactory.instance().client();
            client.pingCmd().exec();
            if (address().getScheme().equals("tcp") && !isThisMachine(address().getHost())) {
                throw new IllegalStateException(
                        "the engine at " + address() + " is on another machine, and a server there cannot be private");
            }
            found.complete(client);
        } catch (RuntimeException | Error e) {
            // Testcontainers reports missing native parts and the like as errors; here they all mean no Docker.
            found.completeExceptionally(e);
        }
    }

    static URI address() {
        return DockerClientFactory.instance().getTransportConfig().getDockerHost();
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    private static DockerImageName substituted(String name) {
        return ImageNameSubstitutor.instance().apply(DockerImageName.parse(name));
    }

    private static Unavailable notPulled(String name, String reason) {
        return new Unavailable(
                "image " + name + " could not be pulled (" + reason + ")",
                "docker pull " + name + ", or name a present image with --postgres-image");
    }

    static String firstLine(Throwable failure) {
        String message = Optional.ofNullable(failure.getMessage()).orElse(failure.toString());
        return message.strip().lines().findFirst().orElse(message);
    }

    /** Notes when the pull last got on. */
    private static final class Pulling extends PullImageResultCallback {

        private final RunClock clock = RunClock.system();
        private volatile Moment last = Moment.ORIGIN;
        private volatile String state = "";

        @Override
        public void onNext(PullResponseItem item) {
            String now = item.getId() + item.getStatus() + item.getProgressDetail();
            if (!now.equals(state)) {
                state = now;
                last = clock.now();
            }
            super.onNext(item);
        }

        void requireProgress() {
            Moment now = clock.now();
            if (now.since(last).compareTo(PULL_STANDSTILL) > 0) {
                throw new IllegalStateException("no progress for " + PULL_STANDSTILL.toSeconds() + " s");
            }
            if (now.since(Moment.ORIGIN).compareTo(PULL) > 0) {
                throw new IllegalStateException("not done after " + PULL.toMinutes() + " min");
            }
        }
    }
}
