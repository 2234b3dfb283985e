package dev.dryrun.report;

/** How a line stands out on a terminal (ANSI escape sequences, ECMA-48); the one place that writes them. */
public enum Colour {
    PLAIN(""),
    RED("31"),
    GREEN("32"),
    YELLOW("33"),
    DIM("2");

    private static final String ESCAPE = "\u001b[";

    private final String code;

    Colour(String code) {
        this.code = code;
    }

    public String paint(String text) {
        return this == PLAIN || text.isEmpty() ? text : ESCAPE + code + "m" + text + ESCAPE + "0m";
    }
}
