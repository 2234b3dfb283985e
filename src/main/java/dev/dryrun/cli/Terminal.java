package dev.dryrun.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How wide the report may be and whether it may be colored. */
record Terminal(int width, boolean color) {

    static final Terminal NONE = new Terminal(120, false);
    private static final int NARROWEST = 60;
    private static final Pattern ROWS_AND_COLUMNS = Pattern.compile("\\s*[0-9]+ ([1-9][0-9]{0,3})\\s*");

    /** The terminal that stdout goes to. System.console() does not tell: it wants stdin too, or says yes always (22). */
    static Terminal ofStdout(Map<String, String> environment) {
        ProcessBuilder stty = new ProcessBuilder(List.of("/bin/sh", "-c", "test -t 1 && stty size </dev/tty >&2"))
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectInput(new File("/dev/null"));
        try {
            Process process = stty.start();
            String size = new String(process.getErrorStream().readAllBytes(), StandardCharsets.US_ASCII);
            return process.waitFor() == 0 ? of(size, environment) : NONE;
        } catch (IOException e) {
            return NONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return NONE;
        }
    }

    /** A terminal whose size is {@code rows columns}, as stty prints it. */
    static Terminal of(String size, Map<String, String> environment) {
        boolean color = environment.getOrDefault("NO_COLOR", "").isEmpty() && !"dumb".equals(environment.get("TERM"));
        Matcher match = ROWS_AND_COLUMNS.matcher(size);
        int width = match.matches() ? Integer.parseInt(match.group(1)) : NONE.width;
        return new Terminal(Math.max(width, NARROWEST), color);
    }
}
