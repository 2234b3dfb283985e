package dev.dryrun.script;

import dev.dryrun.plan.BadInput;

/** Turns offsets in a file's text into lines, and complaints about it into messages with file and line. */
final class Place {

    /** Lines are counted from the last of these, so that large files need no table of their lines. */
    private static final int BLOCK = 1024;

    private final String file;
    private final String text;
    private final int[] lineFeedsBefore;

    Place(String file, String text) {
        this.file = file;
        this.text = text;
        this.lineFeedsBefore = new int[text.length() / BLOCK + 1];
        for (int block = 1; block < lineFeedsBefore.length; block++) {
            lineFeedsBefore[block] = lineFeedsBefore[block - 1] + lineFeeds((block - 1) * BLOCK, block * BLOCK);
        }
    }

    String file() {
        return file;
    }

    /** The line of an offset, from 1. */
    int line(int offset) {
        int block = offset / BLOCK;
        return lineFeedsBefore[block] + lineFeeds(block * BLOCK, offset) + 1;
    }

    BadInput refuse(int offset, String what, String hint) {
        return new BadInput(file + ":" + line(offset) + ": " + what, hint);
    }

    private int lineFeeds(int from, int to) {
        int count = 0;
        for (int at = from; at < to; at++) {
            if (text.charAt(at) == '\n') {
                count++;
            }
        }
        return count;
    }
}
