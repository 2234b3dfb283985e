package dev.dryrun.load;

import dev.dryrun.time.Moment;
import dev.dryrun.time.Span;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps of one query when its errors began and whether they went on. Its size does not depend on how many they are. */
final class FailureLog {

    /** Messages may differ from request to request, so their number needs a limit. */
    private static final int MOST_CAUSES = 50;

    private final Map<Failure.Cause, Course> courses = new LinkedHashMap<>();
    private Optional<Moment> succeeded = Optional.empty();

    synchronized void answered(Request request, Answer answer) {
        Moment sent = answer.sent().orElse(request.due());
        if (answer.outcome() instanceof Answer.Outcome.Failed failed) {
            failed(failed.cause(), new Span(sent, Moment.later(sent, answer.done())));
        } else if (answer.outcome() instanceof Answer.Outcome.TimedOut timedOut) {
            failed(timedOut.cause(), new Span(sent, Moment.later(sent, answer.done())));
        } else {
            courses.values().forEach(course -> course.succeeded(sent));
            succeeded =
                    Optional.of(succeeded.map(last -> Moment.later(last, sent)).orElse(sent));
        }
    }

    /** In the order of their first failures. */
    synchronized List<FailureCourse> courses() {
        return courses.entrySet().stream()
                .map(entry -> entry.getValue().of(entry.getKey()))
                .sorted(Comparator.comparing(course -> course.first().to()))
                .toList();
    }

    private void failed(Failure.Cause cause, Span request) {
        Optional<Moment> before = succeeded;
        boolean known = courses.containsKey(cause) || courses.size() < MOST_CAUSES;
        Failure.Cause kept = known ? cause : new Failure.Cause(cause.sqlState(), Tally.OTHER_MESSAGES);
        courses.computeIfAbsent(kept, ignored -> new Course(request, before)).failed(request);
    }

    /** One error so far. */
    private static final class Course {

        private final Span first;
        private final Optional<Moment> succeededBefore;
        private Moment lastSent;
        private long count;
        private long between;
        private long since;

        Course(Span first, Optional<Moment> succeededBefore) {
            this.first = first;
            this.succeededBefore = succeededBefore;
            this.lastSent = first.from();
        }

        void failed(Span request) {
            count++;
            between += since;
            since = 0;
            lastSent = Moment.later(lastSent, request.from());
        }

        /** What was sent before the last failure tells nothing of whether it goes on. */
        void succeeded(Moment sent) {
            since += sent.isAfter(lastSent) ? 1 : 0;
        }

        FailureCourse of(Failure.Cause cause) {
            return new FailureCourse(
                    cause.sqlState(), cause.message(), count, first, lastSent, succeededBefore, between, since);
        }
    }
}
