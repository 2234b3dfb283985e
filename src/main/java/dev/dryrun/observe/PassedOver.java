package dev.dryrun.observe;

import dev.dryrun.script.Note;

/** What psql would have done and the run left out, and the number of the step that was to come next. */
public record PassedOver(Note note, int beforeStep) {}
