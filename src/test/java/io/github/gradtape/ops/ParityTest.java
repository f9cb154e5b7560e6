package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.crossEntropy;
import static io.github.gradtape.ops.Ops.logSoftmax;
import static io.github.gradtape.ops.Ops.logSumExp;
import static io.github.gradtape.ops.Ops.negativeLogLikelihood;
import static io.github.gradtape.ops.Ops.softmax;
import static io.github.gradtape.ops.Ops.temper;
import static io.github.gradtape.tape.Node.constant;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.gradtape.tape.Gradients;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Reductions;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The answers of PyTorch 2.13.0 in float64, case by case.
 *
 * <p>Values agree to a relative 1e-12, above a floor of 1e-14 times the larger of 1 and the largest finite |β z|: PyTorch itself
 * loses digits there. None of the 600 cases meets a point where this project differs on purpose (a NaN in an ignored row, 0 · log 0,
 * a gradient where the weights of the kept rows are all 0), so no case is excepted; those points have tests of their own.
 */
class ParityTest {

    private static final double RELATIVE = 1e-12;
    private static final double FLOOR = 1e-14;

    private static List<JsonObject> read(String file) {
        try (var in = ParityTest.class.getResourceAsStream("/vectors/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> JsonParser.parseString(line).getAsJsonObject())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Named<JsonObject>> named(String file) {
        return read(file).stream()
                .map(vector -> Named.of(
                        vector.get("op").getAsString() + " " + vector.get("id").getAsInt(), vector));
    }

    static Stream<Named<JsonObject>> losses() {
        return named("cross_entropy.jsonl");
    }

    static Stream<Named<JsonObject>> composableLosses() {
        return losses().filter(vector -> isInTheComposedDomain(vector.getPayload()));
    }

    static Stream<Named<JsonObject>> activations() {
        return named("softmax_family.jsonl");
    }

    private static Tensor tensor(JsonObject vector, String name) {
        JsonObject tensor = vector.getAsJsonObject(name);
        return Tensor.of(
                Shape.of(numbers(tensor, "shape").mapToInt(Double::intValue).toArray()),
                numbers(tensor, "data").mapToDouble(Double::doubleValue).toArray());
    }

    private static Stream<Double> numbers(JsonObject tensor, String name) {
        JsonArray array = tensor.getAsJsonArray(name);
        return IntStream.range(0, array.size()).mapToObj(i -> array.get(i).getAsDouble());
    }

    private static boolean isGiven(JsonObject vector, String name) {
        JsonElement element = vector.get(name);
        return element != null && !element.isJsonNull();
    }

    private static LossOptions options(JsonObject vector) {
        String reduction = vector.get("reduction").getAsString().toUpperCase(Locale.ROOT);
        LossOptions options = LossOptions.of(Reduction.valueOf(reduction))
                .withSmoothing(vector.get("label_smoothing").getAsDouble());
        if (isGiven(vector, "weight")) {
            options = options.withClassWeights(tensor(vector, "weight").toArray());
        }
        if (isGiven(vector, "ignore_index")) {
            options = options.withIgnoredLabel(vector.get("ignore_index").getAsInt());
        }
        return options;
    }

    private static double scale(Tensor logits) {
        double largest = 1;
        for (double z : logits.borrow()) {
            largest = Double.isFinite(z) ? Math.max(largest, Math.abs(z)) : largest;
        }
        return largest;
    }

    private static void assertParity(String what, Tensor expected, Tensor actual, double scale) {
        assertEquals(expected.shape(), actual.shape(), what);
        for (int i = 0; i < expected.size(); i++) {
            double e = expected.borrow()[i];
            double tolerance = Double.isFinite(e) ? RELATIVE * Math.abs(e) + FLOOR * scale : 0;
            assertEquals(e, actual.borrow()[i], tolerance, what + ", element " + i);
        }
    }

    private interface Path {
        Node loss(Node logits, Node targets, LossOptions options);
    }

    private static void assertParity(JsonObject vector, Path path) {
        Tape tape = new Tape();
        Node logits = tape.leaf(tensor(vector, "logits"));
        Node targets = tape.leaf(tensor(vector, "target"));
        double scale = scale(logits.value());
        Node loss = path.loss(logits, targets, options(vector));
        Tensor cotangent = tensor(vector, "cotangent");
        assertParity("loss", tensor(vector, "loss"), loss.value(), scale);
        Gradients gradients = tape.backward(loss, cotangent, logits);
        assertParity("gradient of logits", tensor(vector, "logits_grad"), gradients.of(logits), scale);
        if (isGiven(vector, "target_grad")) {
            Tensor targetsBar = tape.backward(loss, cotangent, targets).of(targets);
            assertParity("gradient of targets", tensor(vector, "target_grad"), targetsBar, scale);
        }
    }

    @Test
    void thereAreThreeHundredCasesOfEachKind() {
        assertEquals(300, losses().count());
        assertEquals(300, activations().count());
    }

    @ParameterizedTest
    @MethodSource("losses")
    void theFusedNode(JsonObject vector) {
        assertParity(vector, Ops::softmaxCrossEntropy);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void logSoftmaxAndNegativeLogLikelihood(JsonObject vector) {
        int axis = vector.get("class_axis").getAsInt();
        assertParity(vector, (z, t, options) -> negativeLogLikelihood(logSoftmax(z, axis), t, options));
    }

    @ParameterizedTest
    @MethodSource("composableLosses")
    void softmaxAndCrossEntropy(JsonObject vector) {
        int axis = vector.get("class_axis").getAsInt();
        assertParity(vector, (z, t, options) -> crossEntropy(softmax(z, axis), t, options));
    }

    /** Spreads up to 690, below which no probability that counts is subnormal. */
    private static boolean isInTheComposedDomain(JsonObject vector) {
        Tensor logits = tensor(vector, "logits");
        int axis = vector.get("class_axis").getAsInt();
        Tensor spreads = Elementwise.subtract(Reductions.max(logits, axis), Reductions.min(logits, axis));
        return Reductions.max(spreads).item() <= 690;
    }

    @Test
    void theComposedDomainHoldsMostCases() {
        assertTrue(composableLosses().count() > 200, () -> composableLosses().count() + " cases");
    }

    @ParameterizedTest
    @MethodSource("activations")
    void theSoftmaxFamily(JsonObject vector) {
        int axis = vector.get("axis").getAsInt();
        Tape tape = new Tape();
        Node logits = tape.leaf(tensor(vector, "logits"));
        Node beta = constant(vector.get("beta").getAsDouble());
        Node tempered = temper(logits, beta);
        Node value = switch (vector.get("op").getAsString()) {
            case "softmax" -> softmax(tempered, axis);
            case "log_softmax" -> logSoftmax(tempered, axis);
            default -> logSumExp(tempered, axis);
        };
        double scale = scale(tempered.value());
        assertParity("value", tensor(vector, "value"), value.value(), scale);
        Node cotangent = constant(tensor(vector, "cotangent"));
        Node logitsBar = tape.recordBackward(value, cotangent, List.of(logits)).get(0);
        assertParity("gradient", tensor(vector, "logits_grad"), logitsBar.value(), scale);
        if (isGiven(vector, "logits_grad_vjp")) {
            Tensor second = tape.backward(logitsBar, tensor(vector, "direction"), logits)
                    .of(logits);
            assertParity("second order", tensor(vector, "logits_grad_vjp"), second, scale);
        }
    }
}
