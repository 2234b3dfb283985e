package dev.dryrun;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.dryrun.time.RunClock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The way of the data: which package may know which, and what each must not touch. */
class ArchitectureTest {

    /** A package may use those before it. */
    static final List<String> ORDER = List.of(
            "time",
            "progress",
            "plan",
            "metrics",
            "script",
            "profile",
            "postgres",
            "load",
            "disturb",
            "observe",
            "analysis",
            "verdict",
            "report",
            "compare",
            "signoff",
            "cli");

    private static final String ROOT = "dev.dryrun";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    private static final DescribedPredicate<JavaClass> FILES = resideInAPackage("java.nio.file..")
            .or(describe("java.io.File*", type -> type.getName().startsWith("java.io.File")));
    private static final DescribedPredicate<JavaClass> DATABASE =
            resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..", "com.zaxxer.hikari..");
    private static final DescribedPredicate<JavaClass> THREADS = resideInAPackage("java.util.concurrent..")
            .or(describe("Thread", type -> type.isAssignableTo(Thread.class)));
    private static final DescribedPredicate<JavaClass> CLOCK =
            describe("the clock", type -> type.isEquivalentTo(RunClock.class));
    private static final DescribedPredicate<JavaAccess<?>> MACHINE_TIME = describe(
            "System.nanoTime or System.currentTimeMillis",
            access -> access.getTargetOwner().isEquivalentTo(System.class)
                    && Set.of("nanoTime", "currentTimeMillis").contains(access.getName()));

    @ParameterizedTest
    @FieldSource("ORDER")
    void a_package_uses_only_those_before_it(String name) {
        List<String> later = ORDER.subList(ORDER.indexOf(name) + 1, ORDER.size());
        String[] forbidden = later.stream().map(ArchitectureTest::in).toArray(String[]::new);
        check(
                name,
                noClasses()
                        .that(resideInAPackage(in(name)))
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(forbidden)));
    }

    @Test
    void every_class_is_in_a_package_of_the_list_or_is_the_front_door() {
        String[] known = ORDER.stream().map(ArchitectureTest::in).toArray(String[]::new);
        classes()
                .should()
                .resideInAnyPackage(known)
                .orShould()
                .resideInAPackage(ROOT)
                .check(CLASSES);
    }

    @Test
    void only_the_command_line_uses_the_front_door() {
        noClasses()
                .that(not(resideInAnyPackage(ROOT, in("cli"))))
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT))
                .check(CLASSES);
    }

    @Test
    void the_front_door_does_not_use_the_command_line() {
        noClasses()
                .that(resideInAPackage(ROOT))
                .should()
                .dependOnClassesThat(resideInAPackage(in("cli")))
                .check(CLASSES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"analysis", "verdict", "report", "compare", "signoff"})
    void what_comes_after_the_observations_is_pure(String name) {
        check(name, untouched(name, FILES.or(DATABASE).or(THREADS).or(CLOCK)));
    }

    @Test
    void values_of_the_plan_touch_no_database_and_no_threads() {
        check("plan", untouched("plan", DATABASE.or(THREADS)));
    }

    @Test
    void splitting_a_script_touches_no_files_and_no_database() {
        check("script", untouched("script", FILES.or(DATABASE)));
    }

    @Test
    void the_command_line_touches_no_database() {
        check("cli", untouched("cli", DATABASE));
    }

    @Test
    void only_the_clock_asks_the_machine_for_the_time() {
        noClasses().that(not(CLOCK)).should().accessTargetWhere(MACHINE_TIME).check(CLASSES);
    }

    private static ArchRule untouched(String name, DescribedPredicate<JavaClass> outside) {
        return noClasses().that(resideInAPackage(in(name))).should().dependOnClassesThat(outside);
    }

    /** ArchUnit fails a rule that no class was held against; that is right for every package that exists. */
    private static void check(String name, ArchRule rule) {
        rule.allowEmptyShould(CLASSES.stream().noneMatch(resideInAPackage(in(name))))
                .check(CLASSES);
    }

    private static String in(String name) {
        return ROOT + "." + name + "..";
    }
}
