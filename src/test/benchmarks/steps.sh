#!/usr/bin/env bash
# What very many steps cost after the run, without a server: analysis, verdict, report, and each format, in seconds of the
# processor, the sizes of the files, and how long all formats took by the clock. For 2,000 steps with an hour of samples the
# goal is 3 s for all formats together, and 10 MB for report.html; what comes first warms the machine up. 20,000 steps
# have to fit in 512 MB but for the texts for people.
#
#     src/test/benchmarks/steps.sh
#
# Takes a minute or two.
set -euo pipefail
cd "$(dirname "$0")/../../.."
mvn -q -B -Dcheckstyle.skip -Dspotless.check.skip test-compile dependency:build-classpath \
    -Dmdep.includeScope=test -Dmdep.outputFile=target/test-classpath.txt
cost() {
    java -Xmx512m -XX:+ExitOnOutOfMemoryError -cp "target/test-classes:target/classes:$(cat target/test-classpath.txt)" \
        dev.dryrun.report.ManyStepsCost "$@"
}
cost apart 1800 2000 2000
cost together 1800 2000 2000
cost apart 180 2000 20000
cost together 180 2000 20000
