package dev.dryrun.cli;

import dev.dryrun.plan.BadInput;
import dev.dryrun.plan.Disturbance;
import dev.dryrun.plan.Disturbance.Beginning;
import dev.dryrun.plan.Disturbance.Kind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the user wrote behind {@code --disturb}: a kind, the relation where it is on one, for how long, and when it
 * begins. {@code reader public.orders 10s before step 3}, {@code pg_dump during step 2}.
 */
record DisturbanceText(String text) {

    private static final String OPTION = "--disturb";

    /** Words, among them names with blanks in double quotes. */
    private static final Pattern WORD = Pattern.compile("(?:\"(?:[^\"]|\"\")*\"|[^\\s\"])+|\"");

    private static final Pattern DURATION = Pattern.compile("[0-9].*");

    Disturbance disturbance() {
        Deque<String> words = new ArrayDeque<>();
        for (Matcher word = WORD.matcher(text); word.find(); ) {
            words.add(word.group());
        }
        Kind kind = kind(words);
        Optional<String> relation = kind.ofRelation() ? Optional.of(relation(kind, words)) : Optional.empty();
        Optional<Duration> duration = duration(words);
        if (kind.needsDuration() && duration.isEmpty()) {
            throw refused("does not say for how long", "write it as '" + example(kind) + "'");
        }
        Beginning beginning = words.isEmpty() ? Beginning.FIRST : beginning(words);
        return new Disturbance(kind, relation, duration, beginning);
    }

    private Kind kind(Deque<String> words) {
        String name = words.isEmpty() ? "" : words.poll();
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.text().equals(name))
                .findFirst()
                .orElseThrow(() -> refused(
                        "does not begin with a kind of disturbance",
                        "use one of: "
                                + Arrays.stream(Kind.values()).map(Kind::text).collect(Collectors.joining(", "))));
    }

    private String relation(Kind kind, Deque<String> words) {
        boolean none = words.isEmpty()
                || DURATION.matcher(words.peek()).matches()
                || (words.peek().equals("before") || words.peek().equals("during")) && words.size() == 3;
        if (none) {
            throw refused("names no table", "write it as '" + example(kind) + "'");
        }
        return words.poll();
    }

    private Optional<Duration> duration(Deque<String> words) {
        if (words.isEmpty() || !DURATION.matcher(words.peek()).matches()) {
            return Optional.empty();
        }
        return Optional.of(new OptionText(OPTION + " '" + text + "':", words.poll()).millisecondOrMore());
    }

    private Beginning beginning(Deque<String> words) {
        String moment = words.poll();
        boolean known = moment.equals("before") || moment.equals("during");
        if (!known || words.size() != 2 || !words.poll().equals("step")) {
            throw refused(
                    "does not say when in words that are known", "end it with 'before step 3' or 'during step 3'");
        }
        int step = new OptionText(OPTION + " '" + text + "': step", words.poll()).wholeNumber(1);
        return new Beginning(moment.equals("during"), step);
    }

    private static String example(Kind kind) {
        return kind.text() + (kind.ofRelation() ? " public.orders" : "") + " 10s before step 1";
    }

    private BadInput refused(String why, String hint) {
        return new OptionText(OPTION, "'" + text + "'").refused(why, hint);
    }
}
