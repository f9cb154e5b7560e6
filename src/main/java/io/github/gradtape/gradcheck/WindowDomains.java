package io.github.gradtape.gradcheck;

import io.github.gradtape.ops.Fold;
import io.github.gradtape.ops.Unfold;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import io.github.gradtape.tensor.Windows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The domains of the ops that cut images into windows and back: windows that overlap, touch or leave gaps, rows and columns left over, padding
 * that is seen by some windows and by whole ones.
 */
final class WindowDomains {

    private WindowDomains() {}

    static Map<Class<? extends Op>, Domain> all() {
        Map<Class<? extends Op>, Domain> all = new LinkedHashMap<>();
        all.put(Unfold.class, new Unfolds());
        all.put(Fold.class, new Folds());
        return all;
    }

    private static Shape images(RandomGenerator random) {
        return Shape.of(random.nextInt(1, 3), random.nextInt(1, 3), random.nextInt(1, 6), random.nextInt(1, 6));
    }

    private static Unfold unfold(Shape images, RandomGenerator random) {
        int padding = random.nextInt(3);
        int kernelHeight = random.nextInt(1, Math.min(4, images.extent(2) + 2 * padding + 1));
        int kernelWidth = random.nextInt(1, Math.min(4, images.extent(3) + 2 * padding + 1));
        return new Unfold(kernelHeight, kernelWidth, random.nextInt(1, 4), padding);
    }

    private static Tensor values(Shape shape, RandomGenerator random) {
        return Samples.magnitudes(shape, 1e-3, 1e2, random);
    }

    private record Unfolds() implements Domain {

        @Override
        public Case sample(RandomGenerator random) {
            Shape images = images(random);
            return new Case(unfold(images, random), values(images, random));
        }

        @Override
        public List<Case> corners() {
            return List.of(
                    new Case(new Unfold(1, 1, 1, 0), Tensor.ones(Shape.of(1, 1, 1, 1))),
                    new Case(new Unfold(2, 3, 4, 0), Tensor.ones(Shape.of(1, 1, 2, 3))),
                    new Case(new Unfold(1, 2, 1, 3), Tensor.ones(Shape.of(1, 2, 1, 1))),
                    new Case(new Unfold(2, 2, 1, 0), Tensor.ones(Shape.of(0, 2, 3, 3))),
                    new Case(new Unfold(2, 2, 1, 1), Tensor.ones(Shape.of(2, 1, 0, 3))));
        }
    }

    private record Folds() implements Domain {

        @Override
        public Case sample(RandomGenerator random) {
            Shape images = images(random);
            Unfold unfold = unfold(images, random);
            Fold fold = new Fold(images.extent(2), images.extent(3), unfold.stride(), unfold.padding());
            Shape windows = Windows.unfold(
                            Tensor.zeros(images),
                            unfold.kernelHeight(),
                            unfold.kernelWidth(),
                            unfold.stride(),
                            unfold.padding())
                    .shape();
            return new Case(fold, values(windows, random));
        }

        @Override
        public List<Case> corners() {
            return List.of(
                    new Case(new Fold(1, 1, 1, 0), Tensor.ones(Shape.of(1, 1, 1, 1, 1, 1))),
                    new Case(new Fold(1, 1, 1, 2), Tensor.ones(Shape.of(1, 4, 5, 2, 2, 1))),
                    new Case(new Fold(3, 3, 2, 0), Tensor.ones(Shape.of(0, 1, 1, 2, 2, 2))),
                    new Case(new Fold(0, 2, 1, 1), Tensor.ones(Shape.of(1, 1, 3, 1, 2, 2))));
        }
    }
}
