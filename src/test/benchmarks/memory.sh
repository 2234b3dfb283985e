#!/usr/bin/env bash
# What is kept of a migration of eight hours, and how long its analysis takes: ten million readings with 200 other
# sessions, by a clock that is advanced by hand, in a Java with 128 MB of heap.
#
#     src/test/benchmarks/memory.sh [READINGS [HEAP]]
#
# Takes some minutes for ten million. Needs no Postgres.
set -euo pipefail
cd "$(dirname "$0")/../../.."
mvn -q -B -Dcheckstyle.skip -Dspotless.check.skip test-compile dependency:build-classpath \
    -Dmdep.includeScope=test -Dmdep.outputFile=target/test-classpath.txt
exec java "-Xmx${2:-128m}" -cp "target/test-classes:target/classes:$(cat target/test-classpath.txt)" \
    dev.dryrun.observe.EightHours "${1:-10000000}"
