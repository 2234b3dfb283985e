package dev.dryrun.script;

import dev.dryrun.plan.BadInput;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Turns offsets in a file's text into lines, and complaints about it into messages with file and line. */
final class Place {

    private final String file;
    private final int[] lineFeeds;

    Place(String file, String text) {
        this.file = file;
        this.lineFeeds = lineFeeds(text);
    }

    String file() {
        return file;
    }

    /** The line of an offset, from 1. */
    int line(int offset) {
        int found = Arrays.binarySearch(lineFeeds, offset);
        return (found >= 0 ? found : -found - 1) + 1;
    }

    BadInput refuse(int offset, String what, String hint) {
        return new BadInput(file + ":" + line(offset) + ": " + what, hint);
    }

    private static int[] lineFeeds(String text) {
        return IntStream.range(0, text.length())
                .filter(at -> text.charAt(at) == '\n')
                .toArray();
    }
}
