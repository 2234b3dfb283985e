package dev.dryrun.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DumpScanTest {

    @Test
    void dollars_in_a_text_begin_no_body_that_would_hide_the_roles_behind_it() {
        DumpScan scan = new DumpScan();
        """
                COMMENT ON COLUMN public.t.price IS 'price in $$';
                INSERT INTO public.users VALUES (1, '$argon2id$v=19$m=65536');
                CREATE FUNCTION public.f() RETURNS void LANGUAGE plpgsql AS $body$
                BEGIN
                GRANT SELECT ON public.t TO nobody_at_all;
                END
                $body$;
                ALTER TABLE public.t OWNER TO readonly_x;
                """.lines().forEach(scan::accept);

        assertThat(scan.contents("shop").roles()).containsExactly("readonly_x");
    }
}
