package dev.dryrun.observe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One form of statement that takes locks. Files of {@code src/test/resources/locks} hold many, each under a line
 * {@code -- # title [mark] …}, then lines {@code -- takes: relation mode} with the strongest mode that the documentation
 * gives ({@code -} for none; {@code [until 13]} where majors differ), then the set-up, a line {@code -- run}, and the
 * statement. Marks: {@code with NAME} names a file of the directory {@code start}, {@code from N} the first major that
 * knows the form, {@code block} that it runs in a transaction block, {@code alone} that it cannot; what such a form takes
 * for a part of its time only, so that a sample may miss it, is {@code -- may take:}, or {@code [logged]} if the write-ahead log has it for certain.
 */
record LockForm(String theme, String title, Marks marks, List<Claim> claims, String setUp, String statement) {

    private static final Path DIRECTORY = Path.of("src/test/resources/locks");
    private static final Pattern HEAD = Pattern.compile("(?m)^-- # ([^\\[\\n]+?)((?: \\[[^]]+])*)$");
    private static final Pattern MARK = Pattern.compile("\\[(\\w+)(?: (\\w+))?]");
    private static final Pattern CLAIM =
            Pattern.compile("(?m)^-- (takes|may take): (.+?) (\\w+|-)((?: \\[[^]]+])*)\\n");
    private static final String RUN = "\n-- run\n";

    /** What stands in square brackets. */
    record Marks(List<String> with, int from, int until, boolean block, boolean alone, boolean logged) {

        static Marks of(String text) {
            List<MatchResult> all = MARK.matcher(text).results().toList();
            return new Marks(
                    values(all, "with"),
                    values(all, "from").stream()
                            .mapToInt(Integer::parseInt)
                            .findFirst()
                            .orElse(0),
                    values(all, "until").stream()
                            .mapToInt(Integer::parseInt)
                            .findFirst()
                            .orElse(99),
                    all.stream().anyMatch(mark -> mark.group(1).equals("block")),
                    all.stream().anyMatch(mark -> mark.group(1).equals("alone")),
                    all.stream().anyMatch(mark -> mark.group(1).equals("logged")));
        }

        private static List<String> values(List<MatchResult> all, String name) {
            return all.stream()
                    .filter(mark -> mark.group(1).equals(name))
                    .map(mark -> mark.group(2))
                    .toList();
        }

        boolean holdFor(int major) {
            return from <= major && major <= until;
        }
    }

    /** The documented mode on a relation; empty where no lock stays. */
    record Claim(boolean certain, String relation, Optional<LockMode> mode, Marks majors) {}

    /** All forms, by file name and in the order of the files. */
    static List<LockForm> all() throws IOException {
        List<LockForm> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                all.addAll(of(file.getFileName().toString().replace(".sql", ""), Files.readString(file)));
            }
        }
        return all;
    }

    private static List<LockForm> of(String theme, String text) throws IOException {
        List<MatchResult> heads = HEAD.matcher(text).results().toList();
        List<LockForm> forms = new ArrayList<>();
        for (int i = 0; i < heads.size(); i++) {
            int end = i + 1 < heads.size() ? heads.get(i + 1).start() : text.length();
            String body = text.substring(heads.get(i).end() + 1, end);
            forms.add(form(theme, heads.get(i), body));
        }
        return forms;
    }

    private static LockForm form(String theme, MatchResult head, String text) throws IOException {
        Marks marks = Marks.of(head.group(2));
        List<Claim> claims = new ArrayList<>();
        Matcher matcher = CLAIM.matcher(text);
        String body = matcher.replaceAll("").strip();
        for (MatchResult claim : CLAIM.matcher(text).results().toList()) {
            Optional<LockMode> mode = Optional.of(claim.group(3))
                    .filter(name -> !name.equals("-"))
                    .map(LockMode::of);
            boolean certain = claim.group(1).equals("takes");
            claims.add(new Claim(certain, claim.group(2), mode, Marks.of(claim.group(4))));
        }
        StringBuilder setUp = new StringBuilder();
        for (String start : marks.with()) {
            setUp.append(Files.readString(DIRECTORY.resolve("start/" + start + ".sql")));
        }
        int run = body.indexOf(RUN);
        setUp.append(run < 0 ? "" : body.substring(0, run));
        String statement = run < 0 ? body : body.substring(run + RUN.length());
        return new LockForm(theme, head.group(1), marks, claims, setUp.toString(), statement);
    }

    @Override
    public String toString() {
        return theme + ": " + title;
    }
}
