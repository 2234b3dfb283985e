package dev.dryrun.profile;

import dev.dryrun.plan.BadInput;
import dev.dryrun.script.SourceText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Reads a profile written in YAML; {@code docs/load-profiles.md} describes it by example. */
public final class ProfileReader {

    /** Finds a file that a profile names: its path as written, and where it is named. */
    public interface Neighbours extends BiFunction<String, Origin, SourceText> {}

    private static final List<String> KEYS = List.of("rate", "arrivals", "retired", "sessions", "queries");
    private static final List<String> SESSION_KEYS =
            List.of("connections", "rate", "arrivals", "pool-timeout", "statement-timeout");
    private static final Map<String, Arrivals> ARRIVALS =
            Map.of("constant", Arrivals.CONSTANT, "poisson", Arrivals.POISSON);

    private final Neighbours neighbours;
    private final Map<String, SessionClass> sessions = new LinkedHashMap<>();
    /** By session, and that of all under the empty name. */
    private final Map<String, YamlValue> sharedRates = new LinkedHashMap<>();

    private final DraftNotes notes = new DraftNotes();

    private ProfileReader(Neighbours neighbours) {
        this.neighbours = neighbours;
    }

    /** @throws BadInput with file and line for whatever is wrong with it */
    public static ProfileDraft read(SourceText source, Neighbours neighbours) {
        return new ProfileReader(neighbours).read(source);
    }

    private ProfileDraft read(SourceText source) {
        YamlValue root = YamlValue.read(source);
        Map<String, YamlValue> fields = root.fields(KEYS);
        OptionalDouble rate = Optional.ofNullable(fields.get("rate"))
                .map(value -> OptionalDouble.of(value.rate()))
                .orElse(OptionalDouble.empty());
        Optional<Arrivals> arrivals =
                Optional.ofNullable(fields.get("arrivals")).map(value -> value.oneOf(ARRIVALS));
        Optional.ofNullable(fields.get("sessions")).ifPresent(value -> sessions(value, arrivals));
        if (sessions.isEmpty()) {
            sessions.put(SessionClass.APPLICATION.name(), SessionClass.application(arrivals));
        }
        if (!fields.containsKey("queries")) {
            throw root.refuse(
                    "has no queries", "add \"queries:\" and a list; see docs/load-profiles.md for an example");
        }
        List<LoadQuery> queries = queries(fields.get("queries"));
        Optional.ofNullable(fields.get("rate")).ifPresent(value -> sharedRates.put("", value));
        refuseUnusedRates(queries);
        LoadProfile profile = new LoadProfile(source.file(), rate, List.copyOf(sessions.values()), queries, List.of());
        Set<String> retired = retired(Optional.ofNullable(fields.get("retired")));
        return new ProfileDraft(profile, notes.origins(), notes.interpolated(), retired);
    }

    private static Set<String> retired(Optional<YamlValue> value) {
        Set<String> retired = new LinkedHashSet<>();
        value.ifPresent(list -> list.list().forEach(entry -> retired.add(entry.text())));
        return retired;
    }

    private void sessions(YamlValue value, Optional<Arrivals> arrivals) {
        value.fields().forEach((name, session) -> {
            Map<String, YamlValue> fields = session.fields(SESSION_KEYS);
            Optional<YamlValue> connections = Optional.ofNullable(fields.get("connections"));
            Optional.ofNullable(fields.get("rate")).ifPresent(rate -> sharedRates.put(name, rate));
            SessionClass read = new SessionClass(
                    name,
                    connections.map(number -> OptionalInt.of(number.count())).orElse(OptionalInt.empty()),
                    fields.containsKey("rate")
                            ? OptionalDouble.of(fields.get("rate").rate())
                            : OptionalDouble.empty(),
                    Optional.ofNullable(fields.get("arrivals"))
                            .map(each -> each.oneOf(ARRIVALS))
                            .or(() -> arrivals),
                    timeout(fields, "pool-timeout"),
                    timeout(fields, "statement-timeout"));
            sessions.put(name, read);
            notes.session(fields.getOrDefault("pool-timeout", session).origin(), read);
        });
    }

    /** A query's own rate goes before that of its session, and that before the one of all. */
    private void refuseUnusedRates(List<LoadQuery> queries) {
        Set<String> used = queries.stream()
                .filter(query -> query.ratePerSecond().isEmpty())
                .map(query -> sharedRates.containsKey(query.session()) ? query.session() : "")
                .collect(Collectors.toSet());
        sharedRates.forEach((session, rate) -> {
            if (!used.contains(session)) {
                throw rate.refuse(
                        "is used by no query: each has a rate of its own"
                                + (session.isEmpty() ? ", or its session" : ""),
                        "leave one of them out; --load-rate sets that of all requests together");
            }
        });
    }

    private static Optional<Duration> timeout(Map<String, YamlValue> fields, String key) {
        return Optional.ofNullable(fields.get(key)).map(YamlValue::timeout);
    }

    private List<LoadQuery> queries(YamlValue value) {
        List<LoadQuery> queries = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (YamlValue each : value.list()) {
            LoadQuery query = new QueryReader(this, each).read();
            if (!names.add(query.name())) {
                throw each.refuse("has the name of another: " + query.name(), "give it a name of its own");
            }
            queries.add(query);
        }
        if (queries.isEmpty()) {
            throw value.refuse("are none", "add a query; see docs/load-profiles.md for an example");
        }
        for (String session : sessions.keySet()) {
            if (queries.stream().noneMatch(query -> query.session().equals(session))) {
                throw value.refuse(
                        "use the session " + session + " nowhere", "take it out, or name it as the session of a query");
            }
        }
        return queries;
    }

    DraftNotes notes() {
        return notes;
    }

    String firstSession() {
        return sessions.keySet().iterator().next();
    }

    String session(YamlValue value) {
        String name = value.text();
        if (!sessions.containsKey(name)) {
            throw value.refuse(
                    "names no session of this profile: " + name + NearName.question(name, sessions.keySet()),
                    "there are: " + String.join(", ", sessions.keySet()));
        }
        return name;
    }

    SourceText beside(YamlValue file) {
        return neighbours.apply(file.text(), file.origin());
    }
}
