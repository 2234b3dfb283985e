package dev.dryrun.load;

import dev.dryrun.plan.BadInput;
import dev.dryrun.profile.LoadQuery;
import dev.dryrun.profile.ProfileReader;
import dev.dryrun.script.SourceText;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Writes the derived profile as YAML, for a user to go on from. It names columns, and holds no value of any row. */
public final class ProfileExport {

    private static final String FILE = "load.yml";

    private final Connection connection;
    private final List<Map<String, Object>> queries = new ArrayList<>();
    private final StringBuilder comments = new StringBuilder("# The load that dryrun derives from the schema;"
            + " docs/load-profiles.md says what can be written here.\n");

    private ProfileExport(Connection connection) {
        this.connection = connection;
    }

    /**
     * A profile that is read back and tried before it is handed over.
     *
     * @param connection in autocommit; nothing that is done on it stays
     * @param identifiers as for {@link ProfileDerivation#derive}
     * @param retired tables and columns that the application no longer uses, and that are left out
     * @throws BadInput if a retired name is not there
     */
    public static String yaml(Connection connection, Set<String> identifiers, Set<String> retired) {
        ProfileDerivation.Derived derived = ProfileDerivation.derived(connection, identifiers, retired);
        ProfileExport export = new ProfileExport(connection);
        derived.profile().notes().forEach(export::comment);
        for (LoadQuery query : derived.profile().queries()) {
            export.add(new QueryExport(query, derived.drafts().get(query.name())).fields());
        }
        return export.comments + dump(Map.of("queries", export.queries));
    }

    private void add(Map<String, Object> query) {
        String alone = dump(Map.of("queries", List.of(query)));
        try {
            ProfileBinding.bind(
                    connection,
                    ProfileReader.read(new SourceText(FILE, alone), (name, origin) -> {
                        throw origin.refuse("names a script", "write out the statements");
                    }),
                    1);
            queries.add(query);
        } catch (BadInput refused) {
            comment("left out: " + refused.getMessage());
        }
    }

    private void comment(String note) {
        comments.append("# ").append(note.replaceAll("\\R", " ")).append('\n');
    }

    private static String dump(Object value) {
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setWidth(120)
                .setIndicatorIndent(2)
                .setIndentWithIndicator(true)
                .build();
        return new Dump(settings).dumpToString(value);
    }

    static Map<String, Object> mapping() {
        return new LinkedHashMap<>();
    }
}
