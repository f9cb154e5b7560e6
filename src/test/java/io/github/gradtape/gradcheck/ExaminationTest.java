package io.github.gradtape.gradcheck;

import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.tape.Node.constant;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.ops.Negate;
import io.github.gradtape.ops.Relu;
import io.github.gradtape.ops.Square;
import io.github.gradtape.ops.Where;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExaminationTest {

    private static final int TRIES = 10;

    private static Domain of(Op op, int... extents) {
        return random -> new Case(op, Tensor.normal(Shape.of(extents), 0, 1, random));
    }

    @Test
    void aRightOpPasses() {
        Examination found = Examination.of(of(new Square(), 2, 3), TRIES, 1);
        assertTrue(found.passed());
        assertEquals(Set.of(), found.survivors());
        assertEquals(Set.of(CommonMutants.SWAPS_ITS_PRIMALS), found.equivalents());
        assertTrue(found.smallestBias() < 1e-8, () -> "bias " + found.smallestBias());
        assertTrue(found.killers(CommonMutants.DETACHED).contains(Law.SECOND_DERIVATIVE_AGREES_WITH_DIFFERENCES));
        assertFalse(found.killers(CommonMutants.DETACHED).contains(Law.VJP_AGREES_WITH_DIFFERENCES));
    }

    /** But for the exchange of primals, of which there is one. */
    static List<Mutant> mutants() {
        return Mutant.common().stream()
                .filter(mutant -> !mutant.equals(CommonMutants.SWAPS_ITS_PRIMALS))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void everyMutantTakenForTheOpBreaksALaw(Mutant mutant) {
        Examination found = Examination.of(of(mutant.of(new Square()), 2, 3), TRIES, 1);
        assertFalse(found.passed());
        assertTrue(EnumSet.allOf(Law.class).stream()
                .anyMatch(law -> found.failure(law).isPresent()));
    }

    @Test
    void aWrongOpFailsWithTheSmallestCallAndADiagnosis() {
        Domain domain = random -> new Case(
                new WrongPullback(new Square(), (yBar, y, x) -> multiply(yBar, x)),
                Tensor.normal(Shape.of(random.nextInt(1, 6)), 0, 1, random));
        Examination found = Examination.of(domain, 30, 1);
        String failure =
                found.failure(Law.VJP_AGREES_WITH_DIFFERENCES).orElseThrow().text();
        assertTrue(failure.contains("cotangent = ["), failure);
        assertTrue(failure.contains("GradientCheck.of(op).require(Tensor.of("), failure);
        assertFalse(failure.substring(failure.indexOf("require(")).contains(","), failure);
        assertTrue(failure.contains("a constant factor of 0.5"), failure);
        assertEquals(Optional.empty(), found.failure(Law.PULLBACK_IS_LINEAR));
    }

    @Test
    void aDomainTooNarrowLetsAMutantLive() {
        Domain tiny = random -> new Case(new Square(), Tensor.of(1e-12 * random.nextDouble(1, 2)));
        Examination found = Examination.of(tiny, TRIES, 1);
        assertFalse(found.passed());
        assertTrue(
                found.survivors().contains(CommonMutants.SCALED_BY_A_MILLIONTH),
                () -> "survivors " + found.survivors());
        assertEquals(Set.of(), found.killers(CommonMutants.SCALED_BY_A_MILLIONTH));
    }

    @Test
    void whatMakesNoDifferenceIsEquivalent() {
        Examination found = Examination.of(of(new Negate(), 3), TRIES, 1);
        Set<Mutant> expected = Set.of(
                CommonMutants.TRANSPOSED,
                CommonMutants.TAKES_ANOTHER_AXIS,
                CommonMutants.SWAPS_ITS_PRIMALS,
                CommonMutants.DETACHED);
        assertEquals(expected, found.equivalents());
        assertTrue(found.passed());
    }

    /** The samples touch kinks, at which the laws themselves take the rest; a fault must not be found there that is none. */
    @Test
    void atAKinkAMutantThatMakesNoDifferenceIsNotKilled() {
        Domain touching = random -> new Case(new Relu(), Tensor.of(0, random.nextDouble(1, 2), -1));
        Examination found = Examination.of(touching, TRIES, 1);
        assertTrue(found.passed());
        assertTrue(found.equivalents().contains(CommonMutants.SWAPS_ITS_PRIMALS), () -> "" + found.equivalents());
        assertEquals(Set.of(), found.killers(CommonMutants.DETACHED));
        assertFalse(found.killers(CommonMutants.HALVED).isEmpty());
    }

    /** But for its sign: −0 is no other slope than 0. */
    @Test
    void anOpWithoutSlopeHasNoMutantButAnAddedOne() {
        Op step = new WrongPullback(
                new FunctionOp(x -> constant(Elementwise.map(x.get(0).value(), Math::signum))),
                (yBar, y, x) -> constant(Tensor.zeros(x.shape())));
        Examination found = Examination.of(random -> new Case(step, Tensor.of(-2, 3)), 3, 1);
        assertTrue(found.passed(), () -> found.survivors().toString());
        assertEquals(Mutant.common().size() - 1, found.equivalents().size());
    }

    @Test
    void anExaminationOfPrimalsWithoutGradientAloneIsRefused() {
        Domain noValues = random -> new Case(new Where(), Tensor.of(1), Tensor.of(), Tensor.of());
        Exception noSlopes = assertThrows(IllegalArgumentException.class, () -> Examination.of(noValues, 3, 1));
        assertEquals(
                "an examination of Where[]: none of the 3 calls of its domain has an element to differentiate",
                noSlopes.getMessage());
    }

    @Test
    void anExaminationOfNothingIsRefused() {
        Exception noTries =
                assertThrows(IllegalArgumentException.class, () -> Examination.of(of(new Square(), 2), 0, 1));
        assertEquals("an examination by 0 random calls: must be at least 1", noTries.getMessage());
        Exception noElements =
                assertThrows(IllegalArgumentException.class, () -> Examination.of(of(new Square(), 0, 2), 3, 1));
        assertEquals(
                "an examination of Square[]: none of the 3 calls of its domain has an element to differentiate",
                noElements.getMessage());
    }

    @Test
    void aWrongConventionAtAKinkIsAFailure() {
        Domain domain = new Domain() {
            @Override
            public Case sample(RandomGenerator random) {
                return new Case(new Relu(), Tensor.of(random.nextDouble(1, 2), -1));
            }

            @Override
            public List<Case> kinks() {
                return List.of(new Case(
                        new WrongPullback(new Relu(), (yBar, y, x) -> multiply(yBar, constant(2))), Tensor.of(0)));
            }
        };
        Examination found = Examination.of(domain, TRIES, 1);
        assertTrue(
                found.failureAtKinks().orElseThrow().startsWith("wrong Relu[]: its derivative at a kink lies outside"));
        assertFalse(found.passed());
    }

    @Test
    void aPullbackThatBreaksOffIsAFailure() {
        WrongPullback wrong = new WrongPullback(new Square(), (yBar, y, x) -> constant(1));
        Examination found = Examination.of(of(wrong, 3), 1, 1);
        assertTrue(found.failure(Law.VJP_AGREES_WITH_DIFFERENCES)
                .orElseThrow()
                .text()
                .contains("returned shape []"));
    }

    /** A fault that the op of the domain is known for. */
    @Test
    void theMutantsOfADomainAreTriedBehindTheCommonOnes() {
        Mutant known = new Mutant("x alone", op -> new WrongPullback(op, (yBar, y, x) -> multiply(yBar, x)));
        Mutant harmless = new Mutant("itself", op -> op);
        Domain domain = new Domain() {
            @Override
            public Case sample(RandomGenerator random) {
                return new Case(new Square(), Tensor.of(random.nextDouble(1, 2)));
            }

            @Override
            public List<Mutant> mutants() {
                return List.of(known, harmless);
            }
        };
        Examination found = Examination.of(domain, TRIES, 1);
        List<Mutant> tried = found.mutants();
        assertEquals(Mutant.common(), tried.subList(0, tried.size() - 2));
        assertEquals(List.of(known, harmless), tried.subList(tried.size() - 2, tried.size()));
        assertTrue(found.killers(known).contains(Law.VJP_AGREES_WITH_DIFFERENCES));
        assertTrue(found.equivalents().contains(harmless));
    }

    @Test
    void theSameSeedGivesTheSameFindings() {
        Domain domain = of(new Square(), 4);
        assertEquals(
                Examination.of(domain, 5, 3).smallestBias(),
                Examination.of(domain, 5, 3).smallestBias());
    }
}
