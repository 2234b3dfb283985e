package dev.dryrun.observe;

import dev.dryrun.analysis.RelationLock;
import dev.dryrun.analysis.StepAnalysis;
import dev.dryrun.observe.LockForm.Claim;
import dev.dryrun.observe.LockOracle.Held;
import dev.dryrun.observe.Rehearsal.Performance;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Some forms on one server, each in a schema of its own: first in a plain session, then by dryrun as one script, in two
 * copies of one database.
 */
final class LockCatalogueRun {

    private final Rehearsal rehearsal;
    private final List<LockForm> forms;
    private final Map<LockForm, Set<Held>> plain = new HashMap<>();
    private final Map<LockForm, Integer> steps = new HashMap<>();
    private LockOracle oracle;
    private Performance performance;

    LockCatalogueRun(Rehearsal rehearsal, List<LockForm> forms) {
        this.rehearsal = rehearsal;
        this.forms = List.copyOf(forms);
    }

    List<LockForm> forms() {
        return forms;
    }

    LockCatalogueRun run() throws SQLException {
        rehearsal.given(setUp());
        String plainCopy = rehearsal.database() + "_plain";
        try (Connection connection = rehearsal.server().connect("postgres", "test");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + plainCopy + " TEMPLATE " + rehearsal.database());
        }
        try (LockOracle session = new LockOracle(rehearsal.server(), plainCopy)) {
            oracle = session;
            for (LockForm form : forms) {
                if (!form.marks().alone()) {
                    plain.put(form, session.locksOf(schema(form), form.statement()));
                }
            }
        }
        performance = rehearsal.perform(script());
        return this;
    }

    /** What the plain session's statement had locked before its commit. */
    Set<Held> plain(LockForm form) {
        return plain.get(form);
    }

    /** What dryrun reports for the same statement. */
    Set<Held> reported(LockForm form) {
        return step(form).locks().stream()
                .filter(lock -> lock.relation()
                        .filter(relation -> LockOracle.isCompared(relation.relkind(), lock.mode()))
                        .isPresent())
                .map(this::held)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    StepAnalysis step(LockForm form) {
        int number = steps.get(form);
        List<StepAnalysis> all = performance.analysis().steps();
        if (number > all.size()) {
            RanStep last = all.get(all.size() - 1).step();
            throw new IllegalStateException("not run, because of " + last.step().sql() + ": " + last.error());
        }
        return performance.step(number);
    }

    /** The documented modes on relations of this form, for this major. */
    Map<String, Optional<LockMode>> documented(LockForm form) {
        Map<String, Optional<LockMode>> modes = new HashMap<>();
        form.claims().stream()
                .filter(claim -> claim.certain() && holdsHere(claim.majors()))
                .forEach(claim -> modes.put(name(form, claim.relation()), claim.mode()));
        return modes;
    }

    /** All that a form may lock at any time, as text. */
    Set<String> allowed(LockForm form) {
        return claimed(form, claim -> true);
    }

    /** All that it locks and that cannot have escaped, but for what only the log has where the log was not read. */
    Set<String> certain(LockForm form) {
        boolean logRead = performance.seen().locks().exclusiveKnown().contains(steps.get(form));
        return claimed(
                form, claim -> claim.certain() && (logRead || !claim.majors().logged()));
    }

    private Set<String> claimed(LockForm form, Predicate<Claim> which) {
        return form.claims().stream()
                .filter(claim -> claim.mode().isPresent() && holdsHere(claim.majors()) && which.test(claim))
                .map(claim -> name(form, claim.relation()) + " " + claim.mode().get())
                .collect(Collectors.toSet());
    }

    private boolean holdsHere(LockForm.Marks majors) {
        return majors.holdFor(rehearsal.server().major());
    }

    private Held held(RelationLock lock) {
        return oracle.held(lock.name(), lock.mode(), lock.created());
    }

    private String name(LockForm form, String relation) {
        int space = relation.startsWith("toast") ? relation.lastIndexOf(' ') + 1 : 0;
        String own = relation.substring(space);
        return relation.substring(0, space) + (own.contains(".") ? own : schema(form) + "." + own);
    }

    private String setUp() {
        StringBuilder sql = new StringBuilder("CREATE SCHEMA elsewhere;\n");
        for (LockForm form : forms) {
            sql.append("CREATE SCHEMA %1$s; SET search_path = %1$s;\n".formatted(schema(form)))
                    .append(form.setUp())
                    .append(";\n");
        }
        return sql.toString();
    }

    private String script() {
        List<String> script = new ArrayList<>();
        for (LockForm form : forms) {
            script.add("SET search_path = " + schema(form));
            if (form.marks().block()) {
                script.add("BEGIN");
            }
            script.add(form.statement().replace("this_schema", schema(form)));
            steps.put(form, script.size());
            if (form.marks().block()) {
                script.add("COMMIT");
            }
        }
        return String.join(";\n", script) + ";\n";
    }

    private String schema(LockForm form) {
        return "f" + forms.indexOf(form);
    }
}
