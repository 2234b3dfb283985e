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

    /** A question that has an answer, or a reason why there is none. */
    interface Question<T> {
        T ask() throws ServerSurvey.Lacking;
    }

    private final String name;
    private final CompletableFuture<T> answer = new CompletableFuture<>();

    private Probe(String name) {
        this.name = name;
    }

    static <T> Probe<T> begin(String name, Question<T> question) {
        Probe<T> probe = new Probe<>(name);
        Thread thread = new Thread(() -> probe.run(question), "dryrun-doctor-" + name);
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
            return Finding.of(answer.get(DEADLINE.toSeconds(), TimeUnit.SECONDS));
        } catch (TimeoutException e) {
            return new Finding<>(
                    List.of(),
                    name + " did not answer within " + DEADLINE.toSeconds() + " s",
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
