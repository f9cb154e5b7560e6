package io.github.gradtape;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.github.gradtape.Architecture.House;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keeps the arrows between packages one-way, and shows on planted faults that each rule can fail. */
class ArchitectureTest {

    @Nested
    class OfGradtape {

        private static final String ROOT = "io.github.gradtape";

        private static final Architecture ARCHITECTURE = new Architecture(ROOT);

        private static final JavaClasses CLASSES = new ClassFileImporter()
                .withImportOption(location -> !location.contains("/test-classes/"))
                .importPackages(ROOT);

        @ParameterizedTest
        @EnumSource
        void isTheOneLookedAt(House house) {
            assertTrue(CLASSES.stream()
                    .anyMatch(type ->
                            ARCHITECTURE.houseOf(type).filter(house::equals).isPresent()));
        }

        @ParameterizedTest
        @EnumSource
        void importsOnlyWhatItMay(House house) {
            ARCHITECTURE.importsOf(house).check(CLASSES);
        }

        @Test
        void everyClassHasAHouse() {
            ARCHITECTURE.everyClassHasAHouse().check(CLASSES);
        }

        @Test
        void nothingDependsOnCli() {
            ARCHITECTURE.nothingDependsOnCli().check(CLASSES);
        }

        @Test
        void onlyCliPrints() {
            ARCHITECTURE.onlyCliPrints().check(CLASSES);
        }

        @Test
        void packagesHaveNoCycles() {
            ARCHITECTURE.packagesHaveNoCycles().check(CLASSES);
        }
    }

    @Nested
    class OfPlantedFaults {

        private static final String ROOT = "io.github.gradtape.architecture.fixtures";

        private static final Architecture ARCHITECTURE = new Architecture(ROOT);

        private static final JavaClasses CLASSES = new ClassFileImporter().importPackages(ROOT);

        @ParameterizedTest
        @EnumSource
        void aForbiddenPackageAndAForbiddenLibraryAreFound(House house) {
            Set<String> planted = switch (house) {
                case TENSOR -> Set.of("tape.Harmless", "picocli.CommandLine");
                case TAPE -> Set.of("ops.Harmless", "picocli.CommandLine");
                case OPS -> Set.of("nn.Harmless", "picocli.CommandLine");
                case DATA -> Set.of("tape.Harmless", "picocli.CommandLine");
                case NN -> Set.of("gradcheck.Harmless", "picocli.CommandLine");
                case VIZ -> Set.of("ops.Harmless", "picocli.CommandLine");
                case GRADCHECK -> Set.of("gradcheck.jqwik.Harmless", "net.jqwik.api.Arbitrary");
                case GRADCHECK_JQWIK -> Set.of("cli.Harmless", "picocli.CommandLine");
                case CLI -> Set.of("attic.Homeless", "net.jqwik.api.Arbitrary");
            };

            assertEquals(planted, targetsOfViolations(ARCHITECTURE.importsOf(house)));
        }

        @Test
        void aClassOutsideTheTableIsFound() {
            assertViolations(ARCHITECTURE.everyClassHasAHouse(), "attic.Homeless");
        }

        @Test
        void aUserOfCliIsFound() {
            assertViolations(ARCHITECTURE.nothingDependsOnCli(), "gradcheck.jqwik.Culprit.imported");
        }

        @Test
        void printingOutsideCliIsFound() {
            assertViolations(
                    ARCHITECTURE.onlyCliPrints(),
                    "nn.Printer.standardError()",
                    "nn.Printer.standardOutput()",
                    "nn.Printer.stackTrace(");
        }

        @Test
        void aCycleInsideAHouseIsFound() {
            assertViolations(ARCHITECTURE.packagesHaveNoCycles(), "Slice ops.left -> ");
        }

        private static Set<String> targetsOfViolations(ArchRule rule) {
            Set<String> targets = new TreeSet<>();
            rule.evaluate(CLASSES)
                    .handleViolations((Collection<Dependency> violations, String message) -> violations.forEach(
                            it -> targets.add(it.getTargetClass().getName().replace(ROOT + ".", ""))));
            return targets;
        }

        /** Each text stands in a report of its own, and there are no other reports. */
        private static void assertViolations(ArchRule rule, String... texts) {
            List<String> details = rule.evaluate(CLASSES).getFailureReport().getDetails();
            assertAll(
                    () -> assertEquals(texts.length, details.size(), details::toString),
                    () -> assertAll(Stream.of(texts)
                            .map(text -> () -> assertTrue(
                                    details.stream().anyMatch(detail -> detail.contains(text)),
                                    () -> text + " in " + details))));
        }
    }
}
