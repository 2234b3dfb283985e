#!/usr/bin/env bash
# Whether the load can be trusted and what it costs, in three parts:
#   1. what counting alone allows: requests a second through the book with eight threads, without a server;
#   2. coordinated omission: a lock held for 3 s in a run of 20 s at 2,000 requests/s; all 40,000 must be there, and the
#      stall in their p99;
#   3. throughput with held connections against pgbench -M prepared on the same query, connections and server, in
#      alternating runs: the ratio of the medians (the goal is 0.95), and processor time of the harness per request.
#
#     src/test/benchmarks/load.sh [ROUNDS [SECONDS]]
#
# Takes about half a minute and 2 × SECONDS a round. Needs the Postgres programs, pgbench included, as the tests do.
set -euo pipefail
cd "$(dirname "$0")/../../.."
mvn -q -B -Dcheckstyle.skip -Dspotless.check.skip test-compile dependency:build-classpath \
    -Dmdep.includeScope=test -Dmdep.outputFile=target/test-classpath.txt
exec java -cp "target/test-classes:target/classes:$(cat target/test-classpath.txt)" \
    dev.dryrun.load.LoadCost "${1:-5}" "${2:-10}"
