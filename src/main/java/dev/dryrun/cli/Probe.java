package dev.dryrun.cli;

import dev.dryrun.cli.Diagnosis.Finding;
import dev.dryrun.postgres.ServerSurvey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A question to the machine that is asked on a thread of its own, beside others, and may never be answered. */
final class Probe<T> {

    private static final Duration DEADLINE = Duration.ofSeconds(5);

    /** The search for an engine gives up after 15 s itself, and says more then than that there was no answer. */
    private static final Duration DOCKER_DEADLINE = Duration.ofSeconds(18);

    /** A question that has an answer, or a reason why there is none. */
    interface Question<T> {
        T ask() throws ServerSurvey.Lacking;
    }

    private final String name;
    private final Duration deadline;
    private final CompletableFuture<T> answer = new CompletableFuture<>();

    private Probe(String name, Duration deadline) {
        this.name = name;
        this.deadline = deadline;
    }

    static <T> Probe<T> begin(String name, Question<T> question) {
        return begin(new Probe<>(name, DEADLINE), question);
    }

    /** A question to the engine, which may be well and yet slow where the machine has much to do. */
    static <T> Probe<T> ofDocker(String name, Question<T> question) {
        return begin(new Probe<>(name, DOCKER_DEADLINE), question);
    }

    private static <T> Probe<T> begin(Probe<T> probe, Question<T> question) {
        Thread thread = new Thread(() -> probe.run(question), "dryrun-doctor-" + probe.name);
        thread.setDaemon(true);
        thread.start();
        return probe;
    }

    private void run(Question<T> question) {
        try {
            answer.complete(question.ask());
        } catch (ServerSurvey.Lacking | RuntimeException | Error e) {
            // Testcontainers reports missing native parts as errors; whatever it is, the others still have an answer.
            answer.completeExceptionally(e);
        }
    }

    Finding<T> answer() {
        try {
            return Finding.of(answer.get(deadline.toSeconds(), TimeUnit.SECONDS));
        } catch (TimeoutException e) {
            return new Finding<>(
                    List.of(),
                    name + " did not answer within " + deadline.toSeconds() + " s",
                    "see whether it hangs, and restart it");
        } catch (ExecutionException e) {
            boolean known = e.getCause() instanceof ServerSurvey.Lacking;
            String message = String.valueOf(e.getCause().getMessage())
                    .lines()
                    .findFirst()
                    .orElse("");
            return new Finding<>(
                    List.of(), message, known ? ((ServerSurvey.Lacking) e.getCause()).hint() : "start again");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Finding<>(List.of(), "interrupted", "start again");
        }
    }
}
