package dev.dryrun.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkTest {

    @ParameterizedTest
    @CsvSource({
        "flyway -user=app -password=geheim migrate, flyway -user=app -password=*** migrate",
        "tool --password geheim up, tool --password *** up",
        "DATABASE_URL=postgres://app:geheim@db/shop rails db:migrate, DATABASE_URL=postgres://app:***@db/shop rails db:migrate",
        "PGPASSWORD=geheim psql -f m.sql, PGPASSWORD=*** psql -f m.sql",
        "psql -f m.sql, psql -f m.sql",
        "alembic upgrade head, alembic upgrade head"
    })
    void passwords_on_the_command_line_are_not_shown(String text, String shown) {
        assertThat(new Work.OfCommand(text, Path.of("command.log"), true).shown())
                .isEqualTo(shown);
    }
}
