package dev.dryrun.signoff;

import dev.dryrun.report.Inputs.MigrationFile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds what is about to be deployed against a record: every reason for which it stays out. */
public final class Gate {

    /** Clocks of two machines may differ by as much. */
    private static final Duration CLOCKS = Duration.ofMinutes(5);

    private final SignOff record;

    public Gate(SignOff record) {
        this.record = record;
    }

    /**
     * @param files about to be run, in their order
     * @param dump SHA-256 of the dump that the run is to have been of, if that matters
     * @param maxAge of the run, if that matters
     */
    public record Question(List<MigrationFile> files, Optional<String> dump, Optional<Duration> maxAge, Instant now) {

        public Question {
            files = List.copyOf(files);
        }
    }

    /** Nothing where exactly these files were signed off. */
    public List<String> reasons(Question question) {
        List<String> reasons = new ArrayList<>();
        record.migration()
                .command()
                .ifPresentOrElse(
                        command -> reasons.add("the signed-off run was of the command '" + command
                                + "', of which dryrun knows no files"),
                        () -> reasons.addAll(files(question.files())));
        question.dump()
                .filter(sha256 -> !sha256.equals(record.dump().sha256()))
                .ifPresent(sha256 -> reasons.add("the signed-off run was of another dump: "
                        + record.dump().path() + ", SHA-256 " + record.dump().sha256()));
        question.maxAge().flatMap(most -> age(question.now(), most)).ifPresent(reasons::add);
        return reasons;
    }

    private Optional<String> age(Instant now, Duration most) {
        Duration age = Duration.between(record.run().startedAt(), now);
        if (age.compareTo(CLOCKS.negated()) < 0) {
            return Optional.of("the signed-off run is of " + record.run().startedAt() + ", which is yet to come here");
        }
        return age.compareTo(most) > 0
                ? Optional.of("the signed-off run is too old: it is of "
                        + record.run().startedAt() + ", " + Age.text(age) + " ago, and " + Age.text(most)
                        + " are allowed")
                : Optional.empty();
    }

    private List<String> files(List<MigrationFile> given) {
        List<MigrationFile> signed = record.migration().files();
        List<String> reasons = new ArrayList<>();
        for (MigrationFile file : given) {
            if (!hashes(signed).contains(file.sha256())) {
                boolean known = signed.stream().anyMatch(each -> name(each).equals(name(file)));
                reasons.add(file.path()
                        + (known ? " is not the file of that name that was signed off" : " was not signed off")
                        + ": its SHA-256 is " + file.sha256());
            }
        }
        for (MigrationFile file : signed) {
            if (!hashes(given).contains(file.sha256())) {
                reasons.add(file.path() + " was signed off with SHA-256 " + file.sha256() + " and is not here");
            }
        }
        return reasons.isEmpty() ? order(given, signed) : reasons;
    }

    /** The same contents; still to be in the same order, and to be run in the same way. */
    private static List<String> order(List<MigrationFile> given, List<MigrationFile> signed) {
        if (!hashes(given).equals(hashes(signed))) {
            return List.of("the files were signed off in another order or number: "
                    + String.join(", ", signed.stream().map(MigrationFile::path).toList()));
        }
        List<String> reasons = new ArrayList<>();
        for (int place = 0; place < given.size(); place++) {
            MigrationFile one = given.get(place);
            MigrationFile other = signed.get(place);
            if (one.format() != other.format() || one.transaction() != other.transaction()) {
                reasons.add(
                        one.path() + " would be run as " + manner(one) + ", and was signed off as " + manner(other));
            }
        }
        return reasons;
    }

    private static String manner(MigrationFile file) {
        return file.format().text() + ", " + file.transaction().text();
    }

    private static List<String> hashes(List<MigrationFile> files) {
        return files.stream().map(MigrationFile::sha256).toList();
    }

    private static String name(MigrationFile file) {
        return file.path()
                .substring(Math.max(file.path().lastIndexOf('/'), file.path().lastIndexOf('\\')) + 1);
    }
}
