#!/usr/bin/env bash
# What sampling costs while the migration holds 0, 100, 1,000 and 10,000 locks: processor time of the server and of
# dryrun's own sampler in percent of one core, the load's p99 (200 requests a second) with and without it in alternating
# runs, and the 99th percentile of the time between two samples; medians. Linux only: it reads /proc.
#
#     src/test/benchmarks/sampler.sh [ROUNDS [INTERVAL_MS]]
#
# Takes about two minutes a round. Needs the Postgres programs, as the tests do.
set -euo pipefail
cd "$(dirname "$0")/../../.."
mvn -q -B -Dcheckstyle.skip -Dspotless.check.skip test-compile dependency:build-classpath \
    -Dmdep.includeScope=test -Dmdep.outputFile=target/test-classpath.txt
exec java -cp "target/test-classes:target/classes:$(cat target/test-classpath.txt)" \
    dev.dryrun.observe.SamplerCost "${1:-3}" "${2:-5}"
