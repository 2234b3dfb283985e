package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dryrun.postgres.WireMessage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ExchangeTest {

    private static final WireMessage QUERY = new WireMessage('Q', new byte[] {'x', 0});

    private final Exchange exchange = new Exchange();

    @Test
    void nothing_goes_on_before_the_server_has_let_the_client_in() throws Exception {
        CompletableFuture<Boolean> waiting = waiting();
        assertThat(waiting).isNotDone();
        exchange.ready();
        assertThat(waiting.get(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void an_answer_does_not_end_the_wait_for_ready() throws Exception {
        exchange.ready();
        exchange.rewritten(QUERY);
        exchange.answered();
        CompletableFuture<Boolean> waiting = waiting();
        assertThat(waiting).isNotDone();
        exchange.ready();
        assertThat(waiting.get(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void while_the_server_takes_rows_the_client_goes_on_and_waits_after_the_last() throws Exception {
        exchange.ready();
        exchange.extended();
        exchange.expectAnswer();
        exchange.takesRows();
        assertThat(waiting().get(5, TimeUnit.SECONDS)).isTrue();
        assertThat(exchange.copyIn()).isTrue();
        exchange.rowsEnd();
        CompletableFuture<Boolean> waiting = waiting();
        assertThat(waiting).isNotDone();
        exchange.answered();
        assertThat(waiting.get(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void an_error_holds_to_the_end_of_its_cycle() throws Exception {
        exchange.ready();
        exchange.extended();
        exchange.expectAnswer();
        exchange.fails();
        assertThat(waiting().get(5, TimeUnit.SECONDS)).isTrue();
        assertThat(exchange.failed()).isTrue();
        exchange.ready();
        assertThat(exchange.failed()).isFalse();
    }

    @Test
    void a_query_that_was_parsed_is_not_sent_again() {
        exchange.ready();
        exchange.rewritten(QUERY);
        assertThat(exchange.unparsed()).contains(QUERY);
        exchange.parsed();
        assertThat(exchange.unparsed()).isEmpty();
    }

    @Test
    void who_waits_when_the_session_ends_is_told() throws Exception {
        CompletableFuture<Boolean> waiting = waiting();
        exchange.close();
        assertThat(waiting.get(5, TimeUnit.SECONDS)).isFalse();
    }

    private CompletableFuture<Boolean> waiting() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return exchange.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
