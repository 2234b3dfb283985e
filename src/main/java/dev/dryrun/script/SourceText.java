package dev.dryrun.script;

import java.util.List;

/** A migration file: its name as the user gave it, and its text. */
public record SourceText(String file, String text) {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    public SourceText {
        if (file.isBlank()) {
            throw new IllegalArgumentException("a migration file without a name");
        }
    }

    /** The text as psql reads it: without the byte order mark that some editors put in front. */
    String withoutByteOrderMark() {
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    /** This file with nothing but some stretches of it, in order, each with an ending, on the lines that they had. */
    SourceText only(List<Stretch> stretches, String ending) {
        StringBuilder kept = new StringBuilder();
        int at = 0;
        for (Stretch stretch : stretches) {
            for (int skipped = at; skipped < stretch.start(); skipped++) {
                if (text.charAt(skipped) == '\n') {
                    kept.append('\n');
                }
            }
            kept.append(text, stretch.start(), stretch.end()).append(ending);
            at = stretch.end();
        }
        return new SourceText(file, kept.toString());
    }

    SourceText only(int start, int end) {
        return only(List.of(new Stretch(start, end)), "");
    }

    Place place() {
        return new Place(file, text);
    }
}
