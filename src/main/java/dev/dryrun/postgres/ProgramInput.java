package dev.dryrun.postgres;

import java.io.IOException;
import java.io.InputStream;

/** What a program reads from its standard input. */
interface ProgramInput {

    InputStream open() throws IOException;
}
