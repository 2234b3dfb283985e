package dev.dryrun.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** The directory in which a case of bad input has its files. */
record Ground(Path directory) {

    static final String CALM = "SELECT 1;\n";

    /** A dump of the fixtures. */
    static Path fixture(String name) {
        return Path.of("src/test/resources/dumps", name).toAbsolutePath();
    }

    static byte[] bytes(String fixture) throws IOException {
        return Files.readAllBytes(fixture(fixture));
    }

    Path results() {
        return directory.resolve("results");
    }

    Path file(String name, byte[] content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }

    Path file(String name, String text) throws IOException {
        return file(name, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** A copy of the dump in directory format. */
    Path copyOfDirectory() throws IOException {
        Path copy = Files.createDirectory(directory.resolve("copy"));
        try (Stream<Path> files = Files.list(fixture("little"))) {
            files.forEach(file -> copy(file, copy));
        }
        return copy;
    }

    private static void copy(Path file, Path to) {
        try {
            Files.copy(file, to.resolve(file.getFileName()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    static byte[] flipped(byte[] content, int at) {
        byte[] changed = content.clone();
        changed[at] ^= 0x55;
        return changed;
    }

    static byte[] cut(byte[] content, int length) {
        return Arrays.copyOf(content, length);
    }

    /** A migration of nothing on this dump. */
    List<String> dump(Path dump, String... options) throws IOException {
        return run(dump, file("calm.sql", CALM), options);
    }

    /** A migration with this text on a little dump. */
    List<String> migration(String text, String... options) throws IOException {
        return run(fixture("little.dump"), file("migration.sql", text), options);
    }

    List<String> migration(byte[] content) throws IOException {
        return run(fixture("little.dump"), file("migration.sql", content));
    }

    /** Nothing is wrong but these options. */
    List<String> options(String... options) throws IOException {
        return migration(CALM, options);
    }

    /** The same, with a load. */
    List<String> loaded(String... options) throws IOException {
        List<String> arguments = new ArrayList<>(options(options));
        arguments.remove("--load=none");
        arguments.addAll(List.of("--warm-up=500ms", "--cool-down=0s"));
        return arguments;
    }

    List<String> run(Path dump, Path migration, String... options) {
        List<String> arguments = new ArrayList<>(List.of("--dump=" + dump, "--migration=" + migration));
        arguments.addAll(List.of("--results=" + results(), "--quiet"));
        arguments.addAll(Arrays.asList(options));
        if (Arrays.stream(options).noneMatch(each -> each.startsWith("--server"))) {
            arguments.add("--server=local");
        }
        if (Arrays.stream(options).noneMatch(each -> each.startsWith("--load"))) {
            arguments.add("--load=none");
        }
        return arguments;
    }
}
