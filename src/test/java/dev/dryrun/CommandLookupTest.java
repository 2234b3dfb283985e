package dev.dryrun;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dryrun.plan.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLookupTest {

    @ParameterizedTest
    @ValueSource(strings = {"no-such-tool migrate", "./no-such-tool", "/no/such/tool --all"})
    void a_program_that_is_not_there_is_refused_before_the_restore(String command) {
        assertThatThrownBy(() -> CommandLookup.check(command))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("was not found");
    }

    @Test
    void one_that_is_there_is_not() {
        assertThatCode(() -> CommandLookup.check("sh -c true")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cd db && flyway migrate", "RAILS_ENV=test no-such-tool", "(no-such-tool)", "\"a b\" c"})
    void what_only_a_shell_can_tell_is_left_to_it(String command) {
        assertThatCode(() -> CommandLookup.check(command)).doesNotThrowAnyException();
    }
}
