package dev.dryrun.script;

import java.util.Optional;

/**
 * A file that {@code \i} or {@code \ir} asks for.
 *
 * @param path as the script has it
 * @param relativeTo the file in whose directory a relative path begins; empty for the working directory
 * @param askedAt file and line of the command, for messages
 */
public record Include(String path, Optional<String> relativeTo, String askedAt) {}
