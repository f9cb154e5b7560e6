package io.github.gradtape;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rules between packages, for any root package: the project's own, or the one with the planted faults.
 *
 * @param root the package that holds those of {@link House}
 */
record Architecture(String root) {

    /** A package with those below it, and what it may use beside itself and the JDK. */
    @SuppressWarnings("ImmutableEnumChecker") // its lists are
    enum House {
        /** Its one class for the incubating module is compiled after all others, so that nothing can depend on it. */
        TENSOR("tensor", libraries("jdk.incubator.vector..")),
        TAPE("tape", libraries(), TENSOR),
        OPS("ops", libraries(), TAPE, TENSOR),
        DATA("data", libraries("de.siegmar.fastcsv.."), TENSOR),
        NN("nn", libraries(), OPS, TAPE, TENSOR, DATA),
        VIZ("viz", libraries(), TAPE, TENSOR),
        /** Uses data to write its pages as every file is written. */
        GRADCHECK("gradcheck", libraries(), OPS, TAPE, TENSOR, VIZ, DATA),
        GRADCHECK_JQWIK("gradcheck.jqwik", libraries("net.jqwik.."), GRADCHECK, OPS, TAPE, TENSOR, VIZ),
        /** Uses every package, but only those libraries that its jar carries. */
        CLI(
                "cli",
                libraries("picocli..", "de.siegmar.fastcsv..", "ch.obermuhlner.math.big.."),
                GRADCHECK_JQWIK,
                GRADCHECK,
                VIZ,
                NN,
                DATA,
                OPS,
                TAPE,
                TENSOR);

        private final String packageName;
        private final List<String> libraries;
        private final List<House> imports;

        House(String packageName, List<String> libraries, House... imports) {
            this.packageName = packageName;
            this.libraries = libraries;
            this.imports = List.of(imports);
        }

        private static List<String> libraries(String... packages) {
            return List.of(packages);
        }

        @Override
        public String toString() {
            return packageName;
        }
    }

    ArchRule importsOf(House house) {
        return classes()
                .that(describe("belong to " + house, type -> houseOf(type).equals(Optional.of(house))))
                .should()
                .onlyDependOnClassesThat(mayBeUsedBy(house));
    }

    ArchRule everyClassHasAHouse() {
        return classes()
                .that(describe(
                        "are not a package-info", type -> !type.getSimpleName().equals("package-info")))
                .should(be(describe(
                        "in a package of the table", type -> houseOf(type).isPresent())));
    }

    ArchRule nothingDependsOnCli() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(root + ".cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(root + ".cli..");
    }

    ArchRule onlyCliPrints() {
        return noClasses().that().resideOutsideOfPackage(root + ".cli..").should(ACCESS_STANDARD_STREAMS);
    }

    ArchRule packagesHaveNoCycles() {
        return slices().matching(root + ".(**)").should().beFreeOfCycles();
    }

    /** The house of a class: of {@code gradcheck} and {@code gradcheck.jqwik}, the inner one. */
    Optional<House> houseOf(JavaClass type) {
        return Stream.of(House.values())
                .filter(house -> (type.getPackageName() + ".").startsWith(root + "." + house.packageName + "."))
                .max(Comparator.comparingInt(house -> house.packageName.length()));
    }

    private DescribedPredicate<JavaClass> mayBeUsedBy(House house) {
        String[] libraries =
                Stream.concat(Stream.of("java.."), house.libraries.stream()).toArray(String[]::new);
        return resideInAnyPackage(libraries)
                .or(describe(
                        "belong to " + house + " or " + house.imports,
                        type -> houseOf(type.getBaseComponentType())
                                .filter(other -> other == house || house.imports.contains(other))
                                .isPresent()));
    }
}
