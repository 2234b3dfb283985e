package dev.dryrun.postgres;

import dev.dryrun.plan.BadInput;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The settings that a throwaway server runs with: fast ones while the dump is restored, durable ones while anything is
 * measured. What is not named here keeps Postgres's default.
 */
public final class ServerSettings {

    private static final long MEBIBYTE = 1 << 20;
    private static final int SPARE_CONNECTIONS = 50;
    private static final int DEFAULT_CONNECTIONS = 100;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");

    /** What reaching, reading and ending the server rests on. */
    private static final Set<String> OURS = Set.of(
            "config_file",
            "data_directory",
            "hba_file",
            "ident_file",
            "external_pid_file",
            "listen_addresses",
            "port",
            "unix_socket_directories",
            "log_destination",
            "logging_collector",
            "log_line_prefix",
            "log_timezone",
            "log_temp_files",
            "lc_messages");

    private ServerSettings() {}

    /**
     * Fast and careless: the data can be restored again. No more maintenance_work_mem than Postgres's default: sorting in
     * 744 MB took longer than in 64 MB in most of the restores that were compared, as it leaves the processor's caches.
     */
    static Map<String, String> restoring(int jobs) {
        Map<String, String> settings = logging();
        settings.put("fsync", "off");
        settings.put("full_page_writes", "off");
        settings.put("synchronous_commit", "off");
        settings.put("wal_level", "minimal");
        settings.put("max_wal_senders", "0");
        settings.put("max_wal_size", "4GB");
        settings.put("checkpoint_timeout", "1h");
        settings.put("autovacuum", "off");
        settings.put("max_connections", String.valueOf(Math.max(DEFAULT_CONNECTIONS, jobs + SPARE_CONNECTIONS)));
        return settings;
    }

    /**
     * Durable, as in production, with the user's own on top.
     *
     * @param connections how many the load and the observer will open
     */
    public static Map<String, String> measured(int connections, Map<String, String> users) {
        Map<String, String> settings = logging();
        settings.put("fsync", "on");
        settings.put("full_page_writes", "on");
        settings.put("synchronous_commit", "on");
        settings.put("wal_level", "replica");
        settings.put("autovacuum", "on");
        settings.put("max_connections", String.valueOf(Math.max(DEFAULT_CONNECTIONS, connections + SPARE_CONNECTIONS)));
        users.forEach((name, value) -> settings.put(name.toLowerCase(Locale.ROOT), value));
        return settings;
    }

    /** Refuses a {@code --postgres-setting} that cannot be one or that dryrun itself depends on. */
    public static void check(Map<String, String> users) {
        users.forEach((name, value) -> {
            if (!NAME.matcher(name).matches() || value.indexOf('\n') >= 0) {
                throw new BadInput(
                        "--postgres-setting " + name + "=" + value + " is not a setting", "write name=value");
            }
            if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
                throw new BadInput(
                        "--postgres-setting " + name + " cannot be set: dryrun reaches and reads the server by it",
                        "leave it out");
            }
        });
    }

    /** The lines of a configuration file. */
    static String file(Map<String, String> settings) {
        StringBuilder text = new StringBuilder();
        settings.forEach((name, value) -> text.append(name)
                .append(" = '")
                .append(value.replace("\\", "\\\\").replace("'", "''"))
                .append("'\n"));
        return text.toString();
    }

    /** Whether all of the user's settings are among these, so that a failing start may be theirs to answer for. */
    static boolean include(Map<String, String> settings, Map<String, String> users) {
        return !users.isEmpty()
                && users.entrySet().stream()
                        .allMatch(user -> user.getValue()
                                .equals(settings.get(user.getKey().toLowerCase(Locale.ROOT))));
    }

    private static Map<String, String> logging() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("log_destination", "stderr");
        settings.put("logging_collector", "off");
        settings.put("log_line_prefix", "%m [%p] %x %e ");
        settings.put("log_timezone", "UTC");
        settings.put("log_temp_files", "0");
        settings.put("log_lock_waits", "on");
        // Values of rows come with parameters; a setting of the dumped database may ask for statements as well.
        settings.put("log_parameter_max_length", "0");
        settings.put("log_parameter_max_length_on_error", "0");
        // Each run of autovacuum leaves its transaction id, so that its locks are not taken for the migration's.
        settings.put("log_autovacuum_min_duration", "0");
        settings.put("lc_messages", "C");
        return settings;
    }
}
