package dev.dryrun.script;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The version in the name of a migration, number by number: 2 comes before 10, and 1 is the same as 001 and 1.0. */
record MigrationVersion(List<BigInteger> numbers) implements Comparable<MigrationVersion> {

    MigrationVersion {
        numbers = List.copyOf(numbers);
    }

    /** Numbers with dots, underscores or hyphens between them. */
    static MigrationVersion of(String text) {
        return new MigrationVersion(
                Arrays.stream(text.split("[._-]")).map(BigInteger::new).toList());
    }

    @Override
    public int compareTo(MigrationVersion other) {
        for (int i = 0; i < Math.max(numbers.size(), other.numbers.size()); i++) {
            int order = number(i).compareTo(other.number(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MigrationVersion version && compareTo(version) == 0;
    }

    @Override
    public int hashCode() {
        int end = numbers.size();
        while (end > 0 && numbers.get(end - 1).signum() == 0) {
            end--;
        }
        return numbers.subList(0, end).hashCode();
    }

    @Override
    public String toString() {
        return numbers.stream().map(BigInteger::toString).collect(Collectors.joining("."));
    }

    private BigInteger number(int index) {
        return index < numbers.size() ? numbers.get(index) : BigInteger.ZERO;
    }
}
