package dev.dryrun.cli;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an output goes to: how wide it is, and whether colors and a line that is drawn again and again are welcome there.
 */
record Terminal(int width, boolean color, boolean live) {

    static final Terminal NONE = new Terminal(120, false, false);
    private static final int WIDEST = 200;
    private static final int NARROWEST = 40;
    private static final int USUAL = 120;
    private static final Pattern ROWS_AND_COLUMNS = Pattern.compile("\\s*[0-9]+ ([1-9][0-9]{0,3})\\s*");
    private static final Pattern COLUMNS = Pattern.compile("[1-9][0-9]{0,3}");

    /** The terminal that stdout goes to. System.console() does not tell: it wants stdin too, or says yes always (22). */
    static Terminal ofStdout(Map<String, String> environment) {
        return ask(1, environment);
    }

    static Terminal ofStderr(Map<String, String> environment) {
        return ask(2, environment);
    }

    /** The columns that the terminal has now, for one whose size has changed. */
    static int stderrWidth(Map<String, String> environment) {
        return width(size(2).orElse(""), environment);
    }

    Terminal withoutColor() {
        return new Terminal(width, false, live);
    }

    private static Terminal ask(int descriptor, Map<String, String> environment) {
        return size(descriptor).map(size -> of(size, environment)).orElseGet(() -> none(environment));
    }

    /** What stty says of the terminal; empty where the descriptor is none. */
    private static Optional<String> size(int descriptor) {
        boolean stdout = descriptor == 1;
        // The answer takes the one of the two that is not asked about.
        String answer = stdout ? ">&2" : "";
        ProcessBuilder stty = new ProcessBuilder(
                        List.of("/bin/sh", "-c", "test -t " + descriptor + " && stty size </dev/tty " + answer))
                .redirectInput(new File("/dev/null"))
                .redirectOutput(stdout ? Redirect.INHERIT : Redirect.PIPE)
                .redirectError(stdout ? Redirect.PIPE : Redirect.INHERIT);
        try {
            Process process = stty.start();
            byte[] text = (stdout ? process.getErrorStream() : process.getInputStream()).readAllBytes();
            return process.waitFor() == 0 ? Optional.of(new String(text, StandardCharsets.US_ASCII)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** A terminal whose size is {@code rows columns}, as stty prints it. */
    static Terminal of(String size, Map<String, String> environment) {
        String kind = environment.getOrDefault("TERM", "");
        boolean dumb = kind.equals("dumb");
        boolean color = environment.getOrDefault("NO_COLOR", "").isEmpty() && !dumb;
        return new Terminal(width(size, environment), color, !dumb && !kind.isEmpty());
    }

    /** A file or a pipe. */
    static Terminal none(Map<String, String> environment) {
        return new Terminal(width("", environment), false, false);
    }

    private static int width(String size, Map<String, String> environment) {
        Matcher asked = COLUMNS.matcher(environment.getOrDefault("COLUMNS", ""));
        Matcher said = ROWS_AND_COLUMNS.matcher(size);
        int width = said.matches() ? Integer.parseInt(said.group(1)) : USUAL;
        if (asked.matches()) {
            int columns = Integer.parseInt(asked.group());
            // A line longer than the terminal would be two, whatever the variable says.
            width = said.matches() ? Math.min(width, columns) : columns;
        }
        return Math.max(NARROWEST, Math.min(WIDEST, width));
    }
}
