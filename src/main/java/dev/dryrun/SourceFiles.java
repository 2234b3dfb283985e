package dev.dryrun;

import dev.dryrun.plan.BadInput;
import dev.dryrun.script.Include;
import dev.dryrun.script.SourceText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the texts of a migration, and remembers the files that scripts include. */
final class SourceFiles {

    private static final int BUFFER_BYTES = 65_536;

    private final Map<Path, String> included = new LinkedHashMap<>();

    /** Each included file with its SHA-256, in the order in which they were first asked for. */
    Map<Path, String> included() {
        return included;
    }

    /** Reads a file that a script includes, as {@code \i} and {@code \ir} find it. */
    SourceText include(Include include) {
        Path path = include.relativeTo()
                .flatMap(from -> Optional.ofNullable(Path.of(from).getParent()))
                .map(directory -> directory.resolve(include.path()))
                .orElse(Path.of(include.path()))
                .normalize();
        String what = include.askedAt() + ": the included file " + path;
        if (Files.notExists(path)) {
            String where = include.relativeTo().isPresent()
                    ? "\\ir looks in the directory of its file"
                    : "\\i looks in the working directory; \\ir in that of its file";
            throw new BadInput(what + " does not exist", "check the path: " + where);
        }
        if (!Files.isRegularFile(path)) {
            throw new BadInput(what + " is no regular file", "name an SQL script");
        }
        SourceText source = readText(path, what);
        included.computeIfAbsent(path, SourceFiles::sha256);
        return source;
    }

    static SourceText read(Path path) {
        return readText(path, "the migration " + path);
    }

    /** A file that an option names. */
    static SourceText read(Path path, String what) {
        String named = what + " " + path;
        if (!Files.isRegularFile(path)) {
            throw new BadInput(
                    named + (Files.exists(path) ? " is no regular file" : " does not exist"), "check the path");
        }
        return readText(path, named);
    }

    /** Without a second copy of what may be a large file. */
    private static SourceText readText(Path path, String what) {
        try {
            String text = Files.readString(path);
            refuseNul(text, what);
            return new SourceText(path.toString(), text);
        } catch (CharacterCodingException e) {
            String found = isMarkedUtf16(path) ? " is UTF-16 text" : " is not UTF-8 text";
            throw new BadInput(what + found, "convert it to UTF-8");
        } catch (IOException e) {
            throw new BadInput(what + " cannot be read: " + e.getMessage(), "check the file");
        }
    }

    /** The server would take it for the end of the statement. */
    private static void refuseNul(String text, String what) {
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            long line = text.substring(0, nul).lines().count();
            throw new BadInput(
                    what + " holds a NUL byte, in line " + Math.max(1, line),
                    "give it as text; if it is UTF-16, convert it to UTF-8");
        }
    }

    private static boolean isMarkedUtf16(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] mark = in.readNBytes(2);
            return mark.length == 2 && (mark[0] & 0xff) + (mark[1] & 0xff) == 0xff + 0xfe;
        } catch (IOException e) {
            return false;
        }
    }

    /** Of a text in UTF-8. */
    static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String sha256(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new BadInput("the migration " + path + " cannot be read: " + e.getMessage(), "check the file");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
