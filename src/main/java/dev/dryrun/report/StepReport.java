package dev.dryrun.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.dryrun.time.DurationBounds;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One step of the migration and all that it did to others. Flat in JSON, grouped here. */
public record StepReport(
        @JsonUnwrapped Statement statement,
        @JsonUnwrapped Result result,
        @JsonUnwrapped Timing timing,
        @JsonUnwrapped Blocking blocking,
        @JsonUnwrapped Contention contention,
        @JsonUnwrapped Storage storage,
        @JsonUnwrapped Volume volume) {

    public StepReport {
        if (result.outcome() != Outcome.SKIPPED && timing.start().isEmpty()) {
            throw new IllegalArgumentException("step " + statement.number() + " ran, but at no time");
        }
    }

    /** The step as the script has it, or as a session of a migration tool sent it. */
    public record Statement(int number, @JsonUnwrapped Origin origin, String sql, String kind) {

        public Statement {
            if (number < 1) {
                throw new IllegalArgumentException("step " + number + " at " + origin);
            }
        }

        /** The line that it stands on, or the session that sent it. */
        public String place() {
            return source() + origin.line().map(line -> ":" + line).orElse("");
        }

        /** The file that it stands in, or the session that sent it. */
        public String source() {
            return origin.source();
        }
    }

    /** Where a step comes from: a line of a file, or a session of a migration tool. */
    public record Origin(Optional<String> file, Optional<Integer> line, Optional<ToolSession> session) {

        public Origin {
            if (file.isPresent() == session.isPresent() || file.isPresent() != line.isPresent() || line.orElse(1) < 1) {
                throw new IllegalArgumentException("a step at " + file + ":" + line + " by " + session);
            }
        }

        static Origin inFile(String file, int line) {
            return new Origin(Optional.of(file), Optional.of(line), Optional.empty());
        }

        static Origin ofSession(int number, String application) {
            return new Origin(Optional.empty(), Optional.empty(), Optional.of(new ToolSession(number, application)));
        }

        private String source() {
            return file.orElseGet(() -> session.orElseThrow().text());
        }
    }

    /** A session of a migration tool: its number in the order in which they were opened, and its application_name. */
    public record ToolSession(int number, String application) {

        private String text() {
            return "session " + number + (application.isBlank() ? "" : " (" + application + ")");
        }
    }

    /** How a step ended. */
    public enum Outcome {
        SUCCEEDED,
        FAILED,
        SKIPPED
    }

    /**
     * The outcome, and for a failed step the server's words; position counts characters of the SQL from 1. Tries are
     * those of a step that was run more than once.
     */
    public record Result(
            Outcome outcome,
            Optional<String> sqlState,
            Optional<String> message,
            Optional<Integer> position,
            List<StepTry> tries) {

        public Result {
            tries = List.copyOf(tries);
            if ((outcome == Outcome.FAILED) != message.isPresent()) {
                throw new IllegalArgumentException(outcome + " with message " + message);
            }
        }

        public static Result succeeded() {
            return new Result(Outcome.SUCCEEDED, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
        }

        public static Result failed(Optional<String> sqlState, String message, Optional<Integer> position) {
            return new Result(Outcome.FAILED, sqlState, Optional.of(message), position, List.of());
        }

        public static Result skipped() {
            return new Result(Outcome.SKIPPED, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
        }

        Result tried(List<StepTry> all) {
            return new Result(outcome, sqlState, message, position, all);
        }
    }

    /**
     * When the step ran, counted from the start of the migration; all absent for a skipped step. The overhead is the
     * time that dryrun itself spent inside the step and that the duration leaves out. The phases are those that samples
     * have seen.
     */
    public record Timing(
            Optional<Integer> transaction,
            @JsonProperty("startMs") Optional<Duration> start,
            @JsonProperty("durationMs") Optional<Duration> duration,
            @JsonProperty("overheadMs") Optional<Duration> overhead,
            Optional<Long> rowsAffected,
            List<Phase> phases) {

        public Timing {
            phases = List.copyOf(phases);
            if (start.isPresent() != duration.isPresent() || start.isPresent() != overhead.isPresent()) {
                throw new IllegalArgumentException("start, duration and overhead go together");
            }
        }

        public static Timing skipped() {
            return new Timing(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of());
        }
    }

    /** A phase of a long command, as Postgres's progress views name it: from when, at the latest, and for how long. */
    public record Phase(
            String phase,
            @JsonProperty("startMs") Duration start,
            @JsonProperty("durationMs") DurationBounds duration) {}

    /** For how long others could not have read, written, or written the same rows; the longest over tables. */
    public record Blocking(
            @JsonProperty("readsBlockedMs") DurationBounds reads,
            @JsonProperty("writesBlockedMs") DurationBounds writes,
            @JsonProperty("rowsBlockedMs") DurationBounds rows,
            @JsonProperty("blockedThrough") List<Through> through) {

        public static final Blocking NOTHING =
                new Blocking(DurationBounds.ZERO, DurationBounds.ZERO, DurationBounds.ZERO, List.of());

        public Blocking {
            through = List.copyOf(through);
        }

        /** Whether writers waited longer for single rows than for the table: the writes budget counts both. */
        boolean rowsOutlastTable() {
            return rows.atMost().compareTo(writes.atMost()) > 0;
        }

        DurationBounds longestForWriters() {
            return rowsOutlastTable() ? rows : writes;
        }

        boolean isNothing() {
            return reads.atMost().isZero() && longestForWriters().atMost().isZero();
        }
    }

    /** A table that the step did not lock against writes itself, and which writes of it waited all the same. */
    public record Through(String relation, List<String> writes) {

        public Through {
            writes = List.copyOf(writes);
        }
    }

    /** The locks, who stood behind them, whom the step itself waited for, and what the application felt. */
    public record Contention(
            List<StepLocks.Lock> locks,
            StepLocks.Blocked blocked,
            List<StepLocks.WaitedFor> waitedFor,
            Optional<LoadReport.StepLoad> load) {

        public Contention {
            locks = List.copyOf(locks);
            waitedFor = List.copyOf(waitedFor);
        }
    }

    /** What the step did to relations: heaps rewritten, files replaced, relations created and dropped. */
    public record Storage(
            List<String> rewrites,
            List<NewFile> newFiles,
            List<String> createdRelations,
            List<String> droppedRelations) {

        public static final Storage UNTOUCHED = new Storage(List.of(), List.of(), List.of(), List.of());

        public Storage {
            rewrites = List.copyOf(rewrites);
            newFiles = List.copyOf(newFiles);
            createdRelations = List.copyOf(createdRelations);
            droppedRelations = List.copyOf(droppedRelations);
        }
    }

    /** A relation that got a new file, and why. */
    public record NewFile(String relation, Cause cause) {

        /** Why a relation got a new file. */
        public enum Cause {
            REWRITE,
            TRUNCATE,
            REINDEX,
            MOVE
        }
    }

    /** What the step wrote, in bytes; each absent where it could not be told. */
    public record Volume(
            Optional<Long> walBytes,
            Optional<Long> serverWalBytes,
            Optional<Long> sizeDeltaBytes,
            Optional<Long> tempBytes) {

        public static final Volume UNKNOWN =
                new Volume(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public int number() {
        return statement.number();
    }

    public boolean isFailed() {
        return result.outcome() == Outcome.FAILED;
    }

    public boolean isSkipped() {
        return result.outcome() == Outcome.SKIPPED;
    }
}
