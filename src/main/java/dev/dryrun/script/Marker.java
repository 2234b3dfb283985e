package dev.dryrun.script;

/** A comment or a setting by which a migration file asks for something: where it stands, and its words. */
public record Marker(String file, int line, String text) {

    public Marker {
        if (line < 1) {
            throw new IllegalArgumentException("line " + line);
        }
    }

    /** File and line. */
    public String place() {
        return file + ":" + line;
    }
}
