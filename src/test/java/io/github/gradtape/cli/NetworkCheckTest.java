package io.github.gradtape.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.cli.NetworkCheck.Findings;
import io.github.gradtape.data.DataSet;
import io.github.gradtape.data.LedDigits;
import io.github.gradtape.nn.Activation;
import io.github.gradtape.nn.Initialiser;
import io.github.gradtape.nn.Linear;
import io.github.gradtape.nn.Model;
import io.github.gradtape.nn.Sequential;
import io.github.gradtape.ops.Ops;
import io.github.gradtape.tape.Derivatives;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkCheckTest {

    private static final DataSet BATCH = LedDigits.sample(6, 0.1, new SplittableRandom(1));
    private static final Model NETWORK = Model.initial(
            new Sequential(new Linear(7, 4), Activation.TANH, new Linear(4, 10)), new SplittableRandom(2));

    @Test
    void rightPathsAgreeAndMatchDifferences() {
        Findings findings = check(LossPath.COMPOSED, LossPath.FUSED);
        assertTrue(findings.pathDifference() < 1e-14, findings.toString());
        assertTrue(findings.error() < 1e-9, findings.toString());
    }

    @Test
    void everyParameterAndTheInputHasARow() {
        List<String> names = check(LossPath.COMPOSED, LossPath.FUSED).rows().stream()
                .map(NetworkCheck.Row::name)
                .toList();
        assertEquals(List.of("0.weight", "0.bias", "2.weight", "2.bias", "x"), names);
    }

    @Test
    void aWrongPullbackMissesDifferencesByAsMuchAsItIsWrong() {
        Findings findings = check(LossPath.COMPOSED, Planted.NOT_A_MEAN);
        assertTrue(findings.pathDifference() > 0.1, findings.toString());
        assertTrue(
                findings.rows().stream().allMatch(row -> row.composedError().orElseThrow() < 1e-9),
                findings.toString());
        assertTrue(findings.error() > 0.1, findings.toString());
    }

    @Test
    void aBiasOfOneInTenThousandShows() {
        Findings findings = check(LossPath.COMPOSED, new LossPath("fused", "biased", NetworkCheckTest::biased));
        assertTrue(findings.error() > 1e-6, findings.toString());
    }

    @Test
    void aLossThatIsOffShowsThoughItsGradientIsRight() {
        assertEquals(1, check(LossPath.COMPOSED, Planted.ONE_MORE).pathDifference(), 1e-14);
    }

    @Test
    void aKinkIsToldAndNothingComparedThere() {
        Model atZero = Model.initial(
                new Sequential(new Linear(7, 4, Initialiser.ZEROS), Activation.RELU, new Linear(4, 10)),
                new SplittableRandom(2));
        Findings findings = check(atZero, LossPath.COMPOSED, LossPath.FUSED);
        assertEquals(List.of("0.weight", "0.bias"), kinks(findings));
        assertTrue(findings.error() < 1e-9, findings.toString());
        assertTrue(check(atZero, LossPath.COMPOSED, Planted.NOT_A_MEAN).error() > 0.1, "the others are still compared");
    }

    /** One of the relus stands at exactly 0, and what it passes on counts for so little that the other curvature hides its kink. */
    @ParameterizedTest
    @ValueSource(doubles = {0x1p-20, 1, 0x1p20})
    void aFaintKinkIsToldToo(double sizeOfTheLoss) {
        Model initial = Model.initial(
                new Sequential(new Linear(7, 3), Activation.RELU, new Linear(3, 10)), new SplittableRandom(3));
        Tensor others = Tensor.of(new double[][] {{0}, {1}, {1}});
        Model faint = initial.with(Map.of(
                "0.weight", Elementwise.multiply(initial.parameters().get("0.weight"), others),
                "0.bias", Tensor.of(0, 3, 3),
                "2.weight", Elementwise.multiply(initial.parameters().get("2.weight"), Tensor.of(1e-4, 1, 1))));
        Findings findings = check(faint, times(sizeOfTheLoss, LossPath.COMPOSED), times(sizeOfTheLoss, LossPath.FUSED));
        assertEquals(List.of("0.weight", "0.bias"), kinks(findings));
        assertTrue(findings.error() < 1e-9, findings.toString());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0x1p-20, 0x1p20})
    void aLossOfAnySizeIsCheckedAsOneOfSize1Is(double size) {
        LossPath composed = times(size, LossPath.COMPOSED);
        Findings right = check(composed, times(size, LossPath.FUSED));
        assertTrue(right.error() < 1e-9, right.toString());
        assertEquals(List.of(), kinks(right));
        Findings wrong = check(composed, times(size, Planted.NOT_A_MEAN));
        assertTrue(wrong.error() > 0.1, wrong.toString());
    }

    private static LossPath times(double factor, LossPath path) {
        return new LossPath(
                path.name(), path.nodes(), (z, t) -> Ops.multiply(path.loss().apply(z, t), Node.constant(factor)));
    }

    private static List<String> kinks(Findings findings) {
        return findings.rows().stream()
                .filter(row -> row.composedError().isEmpty())
                .map(NetworkCheck.Row::name)
                .toList();
    }

    @Test
    void gradientsThatAreZeroAreRight() {
        Model dead = Model.of(
                new Sequential(new Linear(7, 4), Activation.RELU, new Linear(4, 10)),
                Map.of(
                        "0.weight", Tensor.zeros(Shape.of(4, 7)),
                        "0.bias", Tensor.full(Shape.of(4), -1),
                        "2.weight", Tensor.ones(Shape.of(10, 4)),
                        "2.bias", Tensor.zeros(Shape.of(10))));
        Findings findings = check(dead, LossPath.COMPOSED, LossPath.FUSED);
        assertTrue(findings.error() < 1e-9, findings.toString());
        assertEquals(0, findings.rows().get(0).composedError().orElseThrow());
    }

    /** The right value with 1.0001 times the right gradient. */
    private static Node biased(Node z, Node t) {
        Node loss = Ops.softmaxCrossEntropy(z, t);
        Node bias = Ops.multiply(Ops.subtract(loss, Derivatives.stopGradient(loss)), Node.constant(1e-4));
        return z.isConstant() ? loss : Ops.add(loss, bias);
    }

    private static Findings check(LossPath composed, LossPath fused) {
        return check(NETWORK, composed, fused);
    }

    private static Findings check(Model network, LossPath composed, LossPath fused) {
        return new NetworkCheck(network, BATCH, new SplittableRandom(3)).run(composed, fused);
    }
}
