package io.github.gradtape.ops;

import static io.github.gradtape.tape.Node.constant;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TargetsTest {

    @Property
    void coefficientsAreTheSameAsNumbersAndAsNodes(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Shape scores = Shape.of(random.nextInt(1, 5), random.nextInt(1, 5), random.nextInt(1, 5));
        int axis = random.nextInt(3);
        LossOptions options = LossOptions.mean().withSmoothing(random.nextInt(3) == 0 ? 1 : random.nextDouble());
        if (random.nextBoolean()) {
            options = options.withClassWeights(
                    random.doubles(scores.extent(axis), 0, 3).toArray());
        }
        Tensor q = Tensor.normal(scores, 0, 1, random);
        Targets targets = new Targets(scores, constant(q), axis, options);
        Tensor asNumbers = targets.rows().coefficients();
        Tensor asNodes = targets.coefficients().value();
        Tensor scale = new Targets(scores, constant(Elementwise.map(q, Math::abs)), axis, options)
                .coefficients()
                .value();
        for (int i = 0; i < scores.size(); i++) {
            // w κ q + w ε/C against w (κ q + ε/C): each rounds two or three times
            assertEquals(asNumbers.borrow()[i], asNodes.borrow()[i], 4 * Math.ulp(scale.borrow()[i]));
        }
    }
}
