package dev.dryrun.postgres;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class UninterruptedTest {

    @Test
    void work_that_fails_fails_for_who_waits_for_it_and_errors_do_too() {
        assertFails(new IllegalStateException("the engine is gone"));
        assertFails(new NoClassDefFoundError("com/github/dockerjava"));
    }

    private static void assertFails(Throwable failure) {
        assertThatThrownBy(() -> Uninterrupted.work("failing", () -> {
                    if (failure instanceof Error error) {
                        throw error;
                    }
                    throw (RuntimeException) failure;
                }))
                .isSameAs(failure);
    }
}
