package io.github.gradtape.nn;

import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.softmaxCrossEntropy;
import static io.github.gradtape.ops.Ops.square;
import static io.github.gradtape.ops.Ops.sum;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PassTest {

    private static final Model MODEL = Model.of(
            new Sequential(new Linear(1, 1), new Linear(1, 1)),
            Map.of(
                    "0.weight", Tensor.of(new double[][] {{2}}),
                    "0.bias", Tensor.of(3),
                    "1.weight", Tensor.of(new double[][] {{5}}),
                    "1.bias", Tensor.of(7)));

    private final Tape tape = new Tape();
    private final SplittableRandom random = new SplittableRandom(1);
    private final Pass training = Pass.training(MODEL, tape, random);
    private final Pass evaluating = Pass.evaluating(MODEL);

    @Test
    void parametersOfTrainingAreLeaves() {
        Node bias = training.parameter("0.bias");
        assertEquals(Tensor.of(3), bias.value());
        assertFalse(bias.isConstant());
        assertTrue(training.isTraining());
    }

    @Test
    void parametersOtherwiseAreConstants() {
        assertTrue(evaluating.parameter("0.bias").isConstant());
        assertFalse(evaluating.isTraining());
    }

    @Test
    void fixedParametersAreConstantsInTrainingToo() {
        Node bias = training.fixed("0.bias");
        assertEquals(Tensor.of(3), bias.value());
        assertTrue(bias.isConstant());
        Node loss = sum(multiply(bias, training.parameter("1.bias")));
        assertEquals(Map.of("1.bias", Tensor.of(3)), training.gradients(loss));
    }

    @Test
    void anInnerLayerSeesItsOwnNames() {
        assertEquals(Tensor.of(7), training.in("1").parameter("bias").value());
        assertEquals(Tensor.of(3), evaluating.in("0").fixed("bias").value());
    }

    @Test
    void scopesNest() {
        Model outer = Model.of(
                new Sequential(MODEL.layer()),
                Map.of(
                        "0.0.weight", Tensor.of(new double[][] {{2}}),
                        "0.0.bias", Tensor.of(3),
                        "0.1.weight", Tensor.of(new double[][] {{5}}),
                        "0.1.bias", Tensor.of(7)));
        assertEquals(
                Tensor.of(7),
                Pass.evaluating(outer).in("0").in("1").parameter("bias").value());
    }

    @Test
    void aParameterIsOneLeafHoweverOftenItIsAskedFor() {
        assertSame(training.parameter("0.bias"), training.parameter("0.bias"));
        assertSame(training.parameter("0.bias"), training.in("0").parameter("bias"));
    }

    @Test
    void gradientsOfAParameterThatIsUsedTwiceAddUp() {
        Node loss = sum(multiply(training.parameter("0.bias"), training.in("0").parameter("bias")));
        assertEquals(Map.of("0.bias", Tensor.of(6)), training.gradients(loss));
    }

    @Test
    void gradientsAreByFullNameInTheOrderOfUse() {
        Node y = MODEL.layer().apply(Node.constant(Tensor.of(new double[][] {{10}})), training);
        Map<String, Tensor> gradients = training.gradients(y);
        assertEquals(
                Map.of(
                        "0.weight", Tensor.of(new double[][] {{50}}),
                        "0.bias", Tensor.of(5),
                        "1.weight", Tensor.of(new double[][] {{23}}),
                        "1.bias", Tensor.of(1)),
                gradients);
        assertEquals(List.of("0.weight", "0.bias", "1.weight", "1.bias"), List.copyOf(gradients.keySet()));
    }

    @Test
    void aParameterThatTheLossDoesNotDependOnHasAGradientOfZero() {
        training.parameter("0.bias");
        Node loss = sum(square(training.parameter("1.bias")));
        assertEquals(Map.of("0.bias", Tensor.of(0), "1.bias", Tensor.of(14)), training.gradients(loss));
    }

    @Test
    void gradientsAreAskedForByTheLeavesOfThisPassAlone() {
        Node labels = tape.leaf(Tensor.of(0));
        Node logits = MODEL.layer().apply(Node.constant(Tensor.of(new double[][] {{10}})), training);
        Node loss = softmaxCrossEntropy(logits, labels);
        assertThrows(IllegalArgumentException.class, () -> tape.backward(loss), "labels have none");
        assertEquals(MODEL.parameters().keySet(), training.gradients(loss).keySet());
    }

    @Test
    void gradientsOnATapeUsedForAllStepsAreThoseOnItsOwn() {
        Node x = Node.constant(Tensor.of(new double[][] {{10}}));
        training.gradients(sum(square(MODEL.layer().apply(x, training))));
        Model moved = MODEL.with(Map.of("0.bias", Tensor.of(-1)));
        Pass second = Pass.training(moved, tape, random);
        Pass own = Pass.training(moved, new Tape(), random);
        assertEquals(
                own.gradients(sum(square(moved.layer().apply(x, own)))),
                second.gradients(sum(square(moved.layer().apply(x, second)))));
    }

    @Test
    void gradientsOfANetworkAppliedWithoutThePassAreRefused() {
        Node output = MODEL.apply(tape.leaf(Tensor.of(new double[][] {{10}})));
        Exception e = assertThrows(IllegalStateException.class, () -> training.gradients(sum(output)));
        assertEquals(
                "no layer has asked this pass for a parameter to train: the network has none, or it was not applied by "
                        + "model.layer().apply(x, pass)",
                e.getMessage());
    }

    @Test
    void gradientsOfALossThatDependsOnNoParameterAreRefused() {
        training.parameter("0.bias");
        training.parameter("1.bias");
        Pass another = Pass.training(MODEL, tape, random);
        String refusal =
                "the loss depends on no parameter of this pass, which has handed out [0.bias, 1.bias]: it must be "
                        + "made of what model.layer().apply(x, pass) returns";
        assertRefused(refusal, () -> training.gradients(sum(another.parameter("0.bias"))));
        assertRefused(refusal, () -> training.gradients(tape.leaf(Tensor.scalar(1))));
        assertRefused(refusal, () -> training.gradients(Node.constant(1)));
        Pass elsewhere = Pass.training(MODEL, new Tape(), random);
        assertRefused(
                "backward was asked for at leaf of shape [1], which is on another tape",
                () -> training.gradients(elsewhere.parameter("0.bias")));
    }

    @Test
    void nodesCanStandInForParameters() {
        Node bias = tape.leaf(Tensor.of(100));
        Pass pass = Pass.evaluating(MODEL, Map.of("0.bias", bias));
        Node y = MODEL.layer().apply(Node.constant(Tensor.of(new double[][] {{10}})), pass);
        assertEquals(Tensor.of(new double[][] {{120 * 5 + 7}}), y.value());
        assertEquals(Tensor.of(5), tape.backward(y).of(bias));
        assertSame(bias, pass.in("0").parameter("bias"));
        assertSame(bias, pass.fixed("0.bias"));
        assertFalse(pass.isTraining());
    }

    /** y = β x, and so dy/dβ = x. */
    @Test
    void nodesCanStandInForParametersThatTrainingLeavesAlone() {
        Model model = Model.of(new Temper(), Map.of("beta", Tensor.scalar(2)));
        Node beta = tape.leaf(Tensor.scalar(3));
        Node y = model.layer().apply(Node.constant(Tensor.of(5)), Pass.evaluating(model, Map.of("beta", beta)));
        assertEquals(Tensor.of(15), y.value());
        assertEquals(Tensor.scalar(5), tape.backward(y).of(beta));
    }

    @Test
    void aNodeThatIsNoParameterIsRefused() {
        assertRefused(
                "no parameter bias; " + MODEL.layer() + " has [0.weight, 0.bias, 1.weight, 1.bias]",
                () -> Pass.evaluating(MODEL, Map.of("bias", Node.constant(1))));
        assertRefused(
                "parameter 0.bias of " + MODEL.layer() + " has shape [1], was given []",
                () -> Pass.evaluating(MODEL, Map.of("0.bias", Node.constant(1))));
    }

    @Test
    void aParameterThatTheModelHasNotIsRefused() {
        String refusal = "no parameter 1.weights; the model has [0.weight, 0.bias, 1.weight, 1.bias]";
        assertRefused(refusal, () -> training.in("1").parameter("weights"));
        assertRefused(refusal, () -> evaluating.in("1").parameter("weights"));
        assertRefused(refusal, () -> training.in("1").fixed("weights"));
    }

    @Test
    void randomNumbersAreThoseTheTrainingWasGiven() {
        assertSame(random, training.random());
        assertSame(random, training.in("0").random());
    }

    @Test
    void evaluationHasNoRandomNumbers() {
        Exception e = assertThrows(IllegalStateException.class, evaluating::random);
        assertEquals("random numbers are for training, but this pass evaluates", e.getMessage());
    }

    @Test
    void evaluationHasNoGradients() {
        Node y = square(tape.leaf(Tensor.scalar(3)));
        Exception e = assertThrows(IllegalStateException.class, () -> evaluating.gradients(y));
        assertEquals("gradients are of training, but this pass evaluates", e.getMessage());
    }
}
