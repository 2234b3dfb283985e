package dev.dryrun.analysis;

import dev.dryrun.load.FailureCourse;
import dev.dryrun.load.QueryLoad;

/** A query of the load, and one of its errors. */
record FailedQuery(QueryLoad query, FailureCourse course) {

    String name() {
        return query.query().name();
    }

    /** {@code 42703 column "total" does not exist}. */
    String error() {
        return (course.sqlState() + " " + course.message()).strip();
    }
}
