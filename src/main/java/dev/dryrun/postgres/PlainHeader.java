package dev.dryrun.postgres;

import dev.dryrun.plan.BadInput;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the comments and the first statements that pg_dump writes at the head of a plain SQL dump. */
final class PlainHeader {

    private static final Pattern TITLE = Pattern.compile("^-- PostgreSQL database dump\\s*$", Pattern.MULTILINE);
    private static final Pattern CLUSTER =
            Pattern.compile("^-- PostgreSQL database cluster dump\\s*$", Pattern.MULTILINE);
    private static final Pattern SERVER =
            Pattern.compile("^-- Dumped from database version (\\S.*)$", Pattern.MULTILINE);
    private static final Pattern PG_DUMP = Pattern.compile("^-- Dumped by pg_dump version (\\S.*)$", Pattern.MULTILINE);
    private static final Pattern CREATE_DATABASE =
            Pattern.compile("^CREATE DATABASE (\"(?:[^\"]|\"\")+\"|[^ ;\"]+)", Pattern.MULTILINE);

    private PlainHeader() {}

    /** The header, or empty where the text is not the head of a plain dump. */
    static Optional<DumpHeader> read(String head, String name) {
        if (CLUSTER.matcher(head).find()) {
            throw new BadInput(
                    name + " was written by pg_dumpall and holds a whole cluster",
                    "dump the one database with pg_dump --format=custom");
        }
        Optional<String> server = first(SERVER, head);
        if (server.isEmpty() || !TITLE.matcher(head).find()) {
            return Optional.empty();
        }
        String version = server.get();
        Optional<String> database = first(CREATE_DATABASE, head).map(SqlNames::unquote);
        return Optional.of(
                new DumpHeader(DumpFormat.PLAIN, version, first(PG_DUMP, head).orElse(version), database));
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1).strip()) : Optional.empty();
    }
}
