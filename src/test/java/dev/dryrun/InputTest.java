package dev.dryrun;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.Budget;
import dev.dryrun.plan.LoadPlan;
import dev.dryrun.plan.Migration;
import dev.dryrun.plan.Plan;
import dev.dryrun.plan.ResultsPlan;
import dev.dryrun.plan.ServerPlan;
import dev.dryrun.plan.StepPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputTest {

    private static final String CUT_OFF = """
            --
            -- PostgreSQL database dump
            --

            -- Dumped from database version 15.4
            -- Dumped by pg_dump version 15.4

            CREATE TABLE public.a (
            """;

    @TempDir
    Path directory;

    /** A dump may be large, and is read to its end only when the script is known to be fine. */
    @Test
    void a_mistake_in_the_script_is_told_before_one_at_the_end_of_the_dump() throws IOException {
        Plan plan = plan(CUT_OFF, "SELECT 1;\n\\nonsense\n");
        assertThatThrownBy(() -> Input.read(plan))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("m.sql:2")
                .hasMessageContaining("nonsense");
    }

    @Test
    void the_rest_of_the_dump_is_checked_when_the_script_is_fine() throws IOException {
        Plan plan = plan(CUT_OFF, "SELECT 1;\n");
        assertThatThrownBy(() -> Input.read(plan))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("the end of the dump is missing");
    }

    @Test
    void what_is_no_dump_is_told_before_a_mistake_in_the_script() throws IOException {
        Plan plan = plan("hello", "\\nonsense\n");
        assertThatThrownBy(() -> Input.read(plan))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("is not a dump that pg_dump wrote");
    }

    private Plan plan(String dump, String script) throws IOException {
        Path dumpFile = Files.writeString(directory.resolve("shop.sql"), dump);
        Path scriptFile = Files.writeString(directory.resolve("m.sql"), script);
        return new Plan(
                dumpFile,
                new Migration.Scripts(List.of(scriptFile), Map.of()),
                false,
                new ServerPlan(ServerPlan.Choice.LOCAL, Optional.empty(), Optional.empty(), Map.of(), 1, false),
                LoadPlan.none(),
                new StepPlan(false, Optional.empty(), Optional.empty(), Duration.ofMillis(5)),
                Budget.defaults(),
                ResultsPlan.inAllFormats(directory));
    }
}
