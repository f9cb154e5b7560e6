package io.github.gradtape.gradcheck;

import static io.github.gradtape.gradcheck.StructureDomains.ones;
import static io.github.gradtape.gradcheck.StructureDomains.values;

import io.github.gradtape.ops.Fold;
import io.github.gradtape.ops.Unfold;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.LinkedHashMap;
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
        all.put(
                Unfold.class,
                new Drawn(WindowDomains::unfold)
                        .corner(new Unfold(1, 1, 1, 0), ones(1, 1, 1, 1))
                        .corner(new Unfold(2, 3, 4, 0), ones(1, 1, 2, 3))
                        .corner(new Unfold(1, 2, 1, 3), ones(1, 2, 1, 1))
                        .corner(new Unfold(2, 2, 1, 0), ones(0, 2, 3, 3))
                        .corner(new Unfold(2, 2, 1, 1), ones(2, 1, 0, 3)));
        all.put(
                Fold.class,
                new Drawn(WindowDomains::fold)
                        .corner(new Fold(1, 1, 1, 0), ones(1, 1, 1, 1, 1, 1))
                        .corner(new Fold(1, 1, 1, 2), ones(1, 4, 5, 2, 2, 1))
                        .corner(new Fold(3, 3, 2, 0), ones(0, 1, 1, 2, 2, 2))
                        .corner(new Fold(0, 2, 1, 1), ones(1, 1, 3, 1, 2, 2)));
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

    private static Case unfold(RandomGenerator random) {
        Shape images = images(random);
        return new Case(unfold(images, random), values(images, random));
    }

    private static Case fold(RandomGenerator random) {
        Shape images = images(random);
        Unfold unfold = unfold(images, random);
        Shape windows = unfold.evaluate(Tensor.zeros(images)).shape();
        Fold fold = new Fold(images.extent(2), images.extent(3), unfold.stride(), unfold.padding());
        return new Case(fold, values(windows, random));
    }
}
