package dev.dryrun.observe;

import static java.util.stream.Collectors.toCollection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A script of the corpus. Files hold many, each under a line {@code -- # title [mark] [mark …]}; marks are the SQLSTATE
 * it is meant to fail with, or one of {@link #crlf}, {@link #byteOrderMark}, {@link #open}, {@link #single} and {@link #otherIds}.
 */
record Fragment(String theme, String title, Set<String> marks, String body) {

    private static final Pattern HEAD = Pattern.compile("(?m)^-- # ([^\\[\\n]+?)((?: \\[[^]]+])*)$");
    private static final Pattern MARK = Pattern.compile("\\[([^]]+)]");
    private static final Pattern SQLSTATE = Pattern.compile("[0-9A-Z]{5}");

    /** All fragments of a directory, by file name and in the order of the files. */
    static List<Fragment> in(Path directory) throws IOException {
        List<Fragment> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".sql"))
                    .sorted()
                    .toList()) {
                String theme = file.getFileName().toString().replace(".sql", "");
                all.addAll(of(theme, Files.readString(file)));
            }
        }
        return all;
    }

    private static List<Fragment> of(String theme, String text) {
        List<MatchResult> heads = HEAD.matcher(text).results().toList();
        List<Fragment> fragments = new ArrayList<>();
        for (int i = 0; i < heads.size(); i++) {
            int end = i + 1 < heads.size() ? heads.get(i + 1).start() : text.length();
            String body = text.substring(heads.get(i).end() + 1, end);
            fragments.add(new Fragment(
                    theme, heads.get(i).group(1), marks(heads.get(i).group(2)), body));
        }
        return fragments;
    }

    private static Set<String> marks(String text) {
        Matcher matcher = MARK.matcher(text);
        return matcher.results().map(mark -> mark.group(1)).collect(toCollection(LinkedHashSet::new));
    }

    /** The text of the file that psql and dryrun are given. */
    String script() {
        String text = open() ? body.stripTrailing() : body;
        return (byteOrderMark() ? "\uFEFF" : "") + (crlf() ? text.replace("\n", "\r\n") : text);
    }

    /** What it is meant to fail with. */
    Optional<String> sqlState() {
        return marks.stream().filter(mark -> SQLSTATE.matcher(mark).matches()).findFirst();
    }

    /** Whether its lines end as on Windows. */
    boolean crlf() {
        return marks.contains("crlf");
    }

    /** Whether a byte order mark begins it. */
    boolean byteOrderMark() {
        return marks.contains("bom");
    }

    /** Whether its last line does not end. */
    boolean open() {
        return marks.contains("open");
    }

    /** Whether the number of its transaction ids differs, which no script can see. */
    boolean otherIds() {
        return marks.contains("other ids");
    }

    /** Whether it is run in one transaction, as {@code psql -1} does. */
    boolean single() {
        return marks.contains("single");
    }

    @Override
    public String toString() {
        return theme + ": " + title;
    }
}
