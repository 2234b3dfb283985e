package dev.dryrun.load;

import dev.dryrun.profile.LoadQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Which query each request runs: by weight, pseudo-randomly, and the same in every run. */
final class QueryMix {

    /** Four reads to one write: 80 % of the requests read. */
    private static final int READS_PER_WRITE = 4;

    private static final long SEED = 0x0D1CE5L;

    private final List<LoadQuery> queries;
    private final double[] upTo;

    QueryMix(List<LoadQuery> queries) {
        if (queries.isEmpty()) {
            throw new IllegalArgumentException("a load needs at least one query");
        }
        this.queries = List.copyOf(queries);
        this.upTo = new double[queries.size()];
        double sum = 0;
        for (int i = 0; i < upTo.length; i++) {
            sum += queries.get(i).weight();
            upTo[i] = sum;
        }
    }

    /** The same queries weighted so that 80 % of the requests read, each read as often as any other; writes alike. */
    static List<LoadQuery> weighted(List<LoadQuery> queries) {
        int writes = (int) queries.stream().filter(LoadQuery::writes).count();
        int reads = queries.size() - writes;
        List<LoadQuery> weighted = new ArrayList<>();
        for (LoadQuery query : queries) {
            int weight = query.writes() ? reads : READS_PER_WRITE * writes;
            weighted.add(query.withWeight(Math.max(1, weight)));
        }
        return weighted;
    }

    List<LoadQuery> queries() {
        return queries;
    }

    /** The query of request {@code number}. */
    LoadQuery query(long number) {
        double drawn = new SplittableRandom(SEED + number).nextDouble(upTo[upTo.length - 1]);
        int i = 0;
        while (upTo[i] <= drawn) {
            i++;
        }
        return queries.get(i);
    }
}
