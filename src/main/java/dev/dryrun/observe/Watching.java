package dev.dryrun.observe;

import dev.dryrun.time.Phases;
import dev.dryrun.time.RunClock;

/** All that watches a migration from outside its sessions. */
record Watching(Sampler sampler, CommittedCatalog catalog, FactsConnection facts, RunClock clock, Phases phases) {}
