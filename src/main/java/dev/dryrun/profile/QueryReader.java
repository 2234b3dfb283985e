package dev.dryrun.profile;

import dev.dryrun.script.NamedSql;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one query of a profile. */
final class QueryReader {

    private static final List<String> KEYS =
            List.of("name", "session", "weight", "rate", "parameters", "sql", "transaction", "pgbench");
    private static final List<String> WORK = List.of("sql", "transaction", "pgbench");
    private static final Pattern NAME = Pattern.compile(Interpolation.NAME);

    private final ProfileReader profile;
    private final YamlValue value;
    private final Map<String, YamlValue> fields;
    private final Map<String, Origin> parameters = new LinkedHashMap<>();
    private final Set<String> used = new HashSet<>();

    QueryReader(ProfileReader profile, YamlValue value) {
        this.profile = profile;
        this.value = value;
        this.fields = value.fields(KEYS);
    }

    LoadQuery read() {
        List<String> work = WORK.stream().filter(fields::containsKey).toList();
        if (work.size() != 1) {
            throw value.refuse(
                    work.isEmpty() ? "does nothing" : "has " + String.join(" and ", work),
                    "give it one of: sql, transaction, pgbench");
        }
        if (fields.containsKey("weight") && fields.containsKey("rate")) {
            throw fields.get("weight").refuse("does not go with \"rate\"", "leave one of them out");
        }
        List<Action> actions = new ArrayList<>(draws());
        actions.addAll(
                switch (work.get(0)) {
                    case "sql" -> List.of(statement(fields.get("sql")));
                    case "transaction" -> transaction(fields.get("transaction"));
                    default -> pgbench(fields.get("pgbench"));
                });
        refuseUnused();
        LoadQuery query = new LoadQuery(
                name(),
                session(),
                false,
                fields.containsKey("weight") ? fields.get("weight").positive() : 1,
                fields.containsKey("rate")
                        ? OptionalDouble.of(fields.get("rate").rate())
                        : OptionalDouble.empty(),
                actions);
        profile.notes().query(value.origin(), query);
        return query;
    }

    private String name() {
        if (fields.containsKey("name")) {
            return fields.get("name").text();
        }
        if (fields.containsKey("pgbench")) {
            return fields.get("pgbench").text();
        }
        throw value.refuse("has no name", "add name: and what it does, which is how the report calls it");
    }

    private String session() {
        return Optional.ofNullable(fields.get("session"))
                .map(session -> profile.session(session))
                .orElse(profile.firstSession());
    }

    private List<Action> draws() {
        List<Action> draws = new ArrayList<>();
        if (!fields.containsKey("parameters")) {
            return draws;
        }
        fields.get("parameters").fields().forEach((names, source) -> {
            List<String> variables =
                    Arrays.stream(names.split(",")).map(String::strip).toList();
            variables.forEach(name -> declare(name, source));
            ValueSource values = SourceReader.source(source);
            int width = values instanceof ValueSource.OfColumns columns
                    ? columns.columns().size()
                    : 1;
            if (width != variables.size()) {
                throw source.refuse(
                        "has " + variables.size() + " names for " + width + " values",
                        "write as many names, with commas, as columns: \"order, line\": {columns: [t.a, t.b]}");
            }
            if (values instanceof ValueSource.Computed computed) {
                used.addAll(Mentions.in(computed.expression()));
                used.addAll(variables);
                refuseUndeclared(Mentions.in(computed.expression()), source.origin());
            }
            draws.add(profile.notes().at(source.origin(), new Action.Draw(variables, values)));
        });
        return draws;
    }

    private void declare(String name, YamlValue source) {
        if (!NAME.matcher(name).matches()) {
            throw source.refuse(
                    "is no name for a parameter: \"" + name + "\"",
                    "use letters, digits and underscores, a letter first");
        }
        if (parameters.put(name, source.origin()) != null) {
            throw source.refuse("gives " + name + " a value a second time", "keep one of them");
        }
    }

    private Action.Execute statement(YamlValue sql) {
        NamedSql read = NamedSql.of(sql.text());
        if (read.fault().isPresent()) {
            throw sql.refuse("cannot be sent: " + read.fault().get(), "mend the statement");
        }
        if (read.statements() != 1) {
            throw sql.refuse(
                    "holds " + (read.statements() == 0 ? "no statement" : "several statements"),
                    "write one statement, or several as \"transaction\"");
        }
        Action.Execute execute = new Action.Execute(read.sql(), read.names());
        if (execute.controlsTransaction()) {
            throw sql.refuse(
                    "begins or ends a transaction", "leave it out: \"transaction\" is one, from BEGIN to COMMIT");
        }
        refuseUndeclared(read.names(), sql.origin());
        used.addAll(read.names());
        return profile.notes().at(sql.origin(), execute);
    }

    private void refuseUndeclared(Iterable<String> names, Origin at) {
        for (String name : names) {
            if (!parameters.containsKey(name)) {
                throw at.refuse(
                        "nothing says where the values of :" + name + " come from"
                                + NearName.question(name, parameters.keySet()),
                        "add it to \"parameters\", as in " + name + ": {column: public.orders.id}");
            }
        }
    }

    /** A name that no statement has is most likely a mistake in one of the two. */
    private void refuseUnused() {
        parameters.forEach((name, origin) -> {
            boolean together = used.stream().anyMatch(other -> origin.equals(parameters.get(other)));
            if (!used.contains(name) && !together && !fields.containsKey("pgbench")) {
                throw origin.refuse("the parameter " + name + " is not used", "take it out, or use it as :" + name);
            }
        });
    }

    private List<Action> transaction(YamlValue transaction) {
        List<Action> actions = new ArrayList<>();
        actions.add(profile.notes().at(transaction.origin(), new Action.Execute("BEGIN", List.of())));
        for (YamlValue step : transaction.list()) {
            Map<String, YamlValue> kinds = step.fields(List.of("sql", "think"));
            if (kinds.size() != 1) {
                throw step.refuse("has to be one thing", "write \"- sql: …\" or \"- think: 20ms\"");
            }
            actions.add(
                    kinds.containsKey("sql")
                            ? statement(kinds.get("sql"))
                            : new Action.Think(SourceReader.thinking(kinds.get("think"))));
        }
        if (actions.stream().flatMap(Action::statements).count() < 2) {
            throw transaction.refuse("sends nothing", "add \"- sql: …\"");
        }
        actions.add(profile.notes().at(transaction.origin(), new Action.Execute("COMMIT", List.of())));
        return actions;
    }

    private List<Action> pgbench(YamlValue file) {
        return PgbenchReader.read(profile.beside(file), parameters.keySet(), profile.notes());
    }
}
