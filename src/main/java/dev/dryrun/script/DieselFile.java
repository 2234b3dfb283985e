package dev.dryrun.script;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An up.sql for Diesel: in one transaction, or, where metadata.toml beside it says {@code run_in_transaction = false},
 * sent as one query.
 *
 * @see <a href="https://docs.rs/diesel_migrations/latest/diesel_migrations/#transactions">diesel_migrations</a>
 */
final class DieselFile {

    private static final Pattern SETTING =
            Pattern.compile("(?md)^[ \\t]*(run_in_transaction[ \\t]*=[ \\t]*(\\S+?))[ \\t\\r]*(?:#.*)?$");

    private DieselFile() {}

    static ToolScript read(MigrationSource file, Optional<OwnMarker> own) {
        Optional<Marker> without = file.settings().flatMap(DieselFile::withoutTransaction);
        TransactionMode ofTool = without.isPresent() ? TransactionMode.ONE_QUERY : TransactionMode.ONE_TRANSACTION;
        return ToolScript.inOneMode(MigrationFormat.DIESEL, file.source(), ToolScript.mode(ofTool, own))
                .askedBy(own.map(OwnMarker::marker).or(() -> without));
    }

    private static Optional<Marker> withoutTransaction(SourceText settings) {
        Matcher setting = SETTING.matcher(settings.text());
        if (!setting.find()) {
            return Optional.empty();
        }
        Place place = settings.place();
        return switch (setting.group(2)) {
            case "true" -> Optional.empty();
            case "false" -> Optional.of(new Marker(settings.file(), place.line(setting.start(1)), setting.group(1)));
            default ->
                throw place.refuse(
                        setting.start(1), "'" + setting.group(1) + "' is not known", "write it as true or false");
        };
    }
}
