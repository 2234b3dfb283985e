package dev.dryrun.signoff;

import static dev.dryrun.report.SampleSteps.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dryrun.plan.BadInput;
import dev.dryrun.report.Report;
import dev.dryrun.report.SampleRun;
import dev.dryrun.report.VerdictReport.Outcome;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SigningTest {

    private static final String SHA = "cd".repeat(32);
    private static final SignOff.Signature ADA =
            new SignOff.Signature(Instant.parse("2026-11-23T08:00:00Z"), "Ada", Optional.empty(), "0.1.0");

    @Test
    void a_passed_run_is_signed_with_the_bytes_that_it_rests_on() {
        SignOff signed = new Signing(SampleRun.passed(), Map.of()).sign(ADA, SHA);
        assertThat(signed.run().outcome()).isEqualTo(Outcome.PASSED);
        assertThat(signed.run().reportSha256()).isEqualTo(SHA);
        assertThat(signed.dump().sha256()).isEqualTo("ab".repeat(32));
        assertThat(signed.migration().files())
                .singleElement()
                .satisfies(file -> assertThat(file.sha256()).isEqualTo("0f".repeat(32)));
        assertThat(signed.accepted()).isEmpty();
    }

    @Test
    void a_breached_run_needs_every_breached_budget_to_be_accepted_by_name() {
        Report breached = SampleRun.breached();
        assertThat(new Signing(breached, Map.of()).refusals()).hasSize(3);
        Signing some = new Signing(breached, Map.of("reads-blocked", "at night", "errors", "retried"));
        assertThat(some.refusals())
                .containsExactly(
                        "writes-blocked is not accepted: step 2 blocked writes to public.orders for up to 3.24 s (limit"
                                + " 1 s); step 3 blocked writes to public.orders for up to 1,000.400 ms (limit 1 s)");
        assertThat(some.missing()).isEqualTo("--accept writes-blocked=REASON");
        SignOff signed = new Signing(
                        breached, Map.of("reads-blocked", "at night", "errors", "retried", "writes-blocked", "known"))
                .sign(ADA, SHA);
        assertThat(signed.accepted())
                .extracting(each -> each.name() + ": " + each.reason())
                .containsExactlyInAnyOrder("reads-blocked: at night", "errors: retried", "writes-blocked: known");
    }

    @Test
    void a_failed_step_is_accepted_by_its_own_name() {
        assertThat(new Signing(SampleRun.stepFailed(), Map.of()).refusals())
                .containsExactly("step-failed is not accepted: step 2 failed: type \"texxt\" does not exist");
        assertThat(new Signing(SampleRun.stepFailed(), Map.of("step-failed", "it is meant to")).refusals())
                .isEmpty();
    }

    @Test
    void another_major_than_the_dumps_has_to_be_accepted() {
        Report newer = SampleRun.of(step(1, "SELECT", "SELECT 1").done())
                .version("16.4 (Debian 16.4-1)")
                .done();
        assertThat(new Signing(newer, Map.of()).refusals())
                .containsExactly("major is not accepted: the dump is of PostgreSQL 15, and the run was on 16");
        assertThat(new Signing(newer, Map.of("major", "production is on 16 by then")).refusals())
                .isEmpty();
        Report sameMajor = SampleRun.of(step(1, "SELECT", "SELECT 1").done())
                .version("15.4")
                .done();
        assertThat(new Signing(sameMajor, Map.of()).refusals()).isEmpty();
    }

    @Test
    void an_incomplete_run_is_never_signed_off() {
        assertThat(new Signing(SampleRun.incomplete(), Map.of()).refusals())
                .containsExactly("the run is incomplete, and nobody knows what the rest of it would have shown: the"
                        + " server died during step 1.");
    }

    @Test
    void what_is_not_there_cannot_be_accepted() {
        assertThatThrownBy(() -> new Signing(SampleRun.breached(), Map.of("p99", "fine")))
                .isInstanceOf(BadInput.class)
                .hasMessage("--accept p99: there is nothing of that name to accept in the run");
    }
}
