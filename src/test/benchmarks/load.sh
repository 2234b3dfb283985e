#!/usr/bin/env bash
# Whether the load can be trusted and what it costs, in three parts:
#   1. what counting alone allows: requests a second through the book with eight threads, without a server;
#   2. coordinated omission: a lock held for 3 s in a run of 20 s at 2,000 requests/s; all 40,000 must be there, and the
#      stall in their p99;
#   3. throughput with held connections on one query with 8 connections, in alternating runs on the same server: ratios of
#      the medians to pgbench -M prepared with its default of one thread (the goal is 0.95) and with 8, and to the JDBC
#      driver in a bare loop, which is what any Java program can reach; and processor time of the harness per request.
#
#     src/test/benchmarks/load.sh [ROUNDS [SECONDS]]
#
# Takes about half a minute and 4 × SECONDS a round. Needs the Postgres programs, pgbench included, as the tests do.
set -euo pipefail
cd "$(dirname "$0")/../../.."
mvn -q -B -Dcheckstyle.skip -Dspotless.check.skip test-compile dependency:build-classpath \
    -Dmdep.includeScope=test -Dmdep.outputFile=target/test-classpath.txt
exec java -cp "target/test-classes:target/classes:$(cat target/test-classpath.txt)" \
    dev.dryrun.load.LoadCost "${1:-5}" "${2:-10}"
