package dev.dryrun.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The names of metrics in docs/metrics.md, which those in a text have to be among. */
public final class DocumentedMetrics {

    private static final Pattern NAME = Pattern.compile("dryrun_[a-z_]+");
    private static final Pattern OF_A_HISTOGRAM = Pattern.compile("_(bucket|count|sum|max)$");

    private DocumentedMetrics() {}

    /** Those of a text that nobody has documented. */
    public static Set<String> missingFor(String text) throws IOException {
        Set<String> missing = names(text);
        missing.removeAll(names(Files.readString(Path.of("docs/metrics.md"))));
        return missing;
    }

    private static Set<String> names(String text) {
        return NAME.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(name -> name.startsWith("dryrun_load_response_seconds")
                        ? OF_A_HISTOGRAM.matcher(name).replaceFirst("")
                        : name)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
