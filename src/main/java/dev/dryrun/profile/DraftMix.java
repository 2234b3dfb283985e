package dev.dryrun.profile;

import dev.dryrun.plan.BadInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Makes one profile of several files, whose weights say how the requests are shared among them. */
public final class DraftMix {

    private final Map<String, SessionClass> sessions = new LinkedHashMap<>();
    private final List<LoadQuery> queries = new ArrayList<>();
    private final Map<Object, Origin> origins = new HashMap<>();
    private final Map<Action.Execute, Action.Execute> interpolated = new HashMap<>();
    private final Set<String> retired = new HashSet<>();
    private final List<String> names = new ArrayList<>();
    private OptionalDouble rate = OptionalDouble.empty();

    private DraftMix() {}

    /** @param weights of the drafts, in their order */
    public static ProfileDraft of(List<ProfileDraft> drafts, List<Integer> weights) {
        if (drafts.size() == 1) {
            return drafts.get(0);
        }
        DraftMix mix = new DraftMix();
        for (int i = 0; i < drafts.size(); i++) {
            mix.add(drafts.get(i), weights.get(i));
        }
        LoadProfile profile = new LoadProfile(
                String.join(", ", mix.names), mix.rate, List.copyOf(mix.sessions.values()), mix.queries, List.of());
        return new ProfileDraft(profile, mix.origins, mix.interpolated, mix.retired);
    }

    private void add(ProfileDraft draft, int weight) {
        LoadProfile profile = draft.profile();
        names.add(profile.name());
        if (profile.ratePerSecond().isPresent()) {
            if (rate.isPresent()) {
                throw refuse(
                        profile, "states a rate, and so does another file", "give --load-rate, or keep one of them");
            }
            rate = profile.ratePerSecond();
        }
        for (SessionClass session : profile.sessions()) {
            SessionClass other = sessions.putIfAbsent(session.name(), session);
            if (other != null && !other.equals(session)) {
                throw refuse(
                        profile,
                        "describes the session " + session.name() + " differently from another file",
                        "give one of them another name");
            }
        }
        double sum = profile.queries().stream()
                .filter(query -> query.ratePerSecond().isEmpty())
                .mapToDouble(LoadQuery::weight)
                .sum();
        for (LoadQuery query : profile.queries()) {
            if (queries.stream().anyMatch(other -> other.name().equals(query.name()))) {
                throw refuse(profile, "has a query of the name of another: " + query.name(), "give it another name");
            }
            queries.add(query.ratePerSecond().isPresent() ? query : query.withWeight(query.weight() * weight / sum));
        }
        draft.origins().forEach(origins::putIfAbsent);
        interpolated.putAll(draft.interpolated());
        retired.addAll(draft.retired());
    }

    private static BadInput refuse(LoadProfile profile, String what, String hint) {
        return new BadInput("--load: " + profile.name() + " " + what, hint);
    }
}
