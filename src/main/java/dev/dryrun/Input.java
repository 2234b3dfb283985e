package dev.dryrun;

import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.Migration;
import dev.dryrun.plan.Plan;
import dev.dryrun.postgres.Dump;
import dev.dryrun.script.Part;
import dev.dryrun.script.Script;
import dev.dryrun.script.ScriptOptions;
import dev.dryrun.script.SourceText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What the user gave, read and understood before anything is started: the dump's header and the whole migration. */
record Input(Dump dump, List<MigrationFile> files, Script script) {

    /** A file of the migration, its content identified by its SHA-256. */
    record MigrationFile(Path path, String sha256, String text) {}

    Input {
        files = List.copyOf(files);
    }

    static Input read(Plan plan) {
        List<MigrationFile> files = new ArrayList<>();
        if (!(plan.migration() instanceof Migration.Scripts scripts)) {
            throw new BadInput("--migration-command is not supported yet", "give the scripts with --migration");
        }
        for (Path path : scripts.paths()) {
            files.add(file(path));
        }
        List<Part> parts = files.stream()
                .map(file -> Part.asWritten(new SourceText(file.path().toString(), file.text())))
                .toList();
        Script script = Script.parse(parts, new ScriptOptions(plan.steps().singleTransaction(), scripts.variables()));
        return new Input(Dump.read(plan.dump()), files, script);
    }

    private static MigrationFile file(Path path) {
        try {
            byte[] bytes = Files.readAllBytes(path);
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new MigrationFile(path, sha256(bytes), text);
        } catch (CharacterCodingException e) {
            throw new BadInput("the migration " + path + " is not UTF-8 text", "convert it to UTF-8");
        } catch (IOException e) {
            throw new BadInput("the migration " + path + " cannot be read: " + e.getMessage(), "check the file");
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
