package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LockRequestTest {

    @Test
    void the_key_of_an_advisory_lock_reads_as_it_was_given() {
        assertThat(LockRequest.advisoryKey(0, 42, 1)).isEqualTo("42");
        assertThat(LockRequest.advisoryKey(0xFFFFFFFFL, 0xFFFFFFFFL, 1)).isEqualTo("-1");
        assertThat(LockRequest.advisoryKey(1, 0, 1)).isEqualTo("4294967296");
        assertThat(LockRequest.advisoryKey(7, 0xFFFFFFFEL, 2)).isEqualTo("7, -2");
    }
}
