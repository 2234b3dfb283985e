package dev.dryrun.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DashboardTest {

    @Test
    void it_draws_documented_metrics_in_panels_of_their_own_place() throws IOException {
        JsonNode dashboard =
                new JsonMapper().readTree(Path.of("docs/grafana-dashboard.json").toFile());
        List<String> queries = new ArrayList<>();
        Set<String> places = new HashSet<>();
        for (JsonNode panel : dashboard.get("panels")) {
            panel.get("targets")
                    .forEach(target -> queries.add(target.get("expr").asText()));
            places.add(
                    panel.get("gridPos").get("x") + "," + panel.get("gridPos").get("y"));
        }
        dashboard
                .get("templating")
                .get("list")
                .forEach(variable -> queries.add(variable.get("query").asText()));

        assertThat(queries).hasSizeGreaterThan(15);
        assertThat(places).hasSize(dashboard.get("panels").size());
        assertThat(DocumentedMetrics.missingFor(String.join("\n", queries))).isEmpty();
    }
}
