package io.github.gradtape.cli;

import io.github.gradtape.nn.Model;
import io.github.gradtape.tensor.Layout;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import io.github.gradtape.viz.ImageGrid;
import java.util.Optional;

/** What can be shown as grey images. */
final class Images {

    private Images() {}

    /** Whether a sample is an image, and not too large to be drawn. */
    static boolean canBeDrawn(Shape sample) {
        return isImage(sample) && sample.size() <= ImageGrid.MOST_PIXELS;
    }

    /** Whether a sample is an image: of shape [h, w], or [1, h, w] with its one channel. */
    private static boolean isImage(Shape sample) {
        return sample.rank() == 2 || (sample.rank() == 3 && sample.extent(0) == 1);
    }

    /** Samples that are images, as images [n, h, w]. */
    static Tensor of(Tensor features) {
        Shape shape = features.shape();
        return Layout.reshape(features, Shape.of(shape.extent(0), shape.extent(-2), shape.extent(-1)));
    }

    /** The first weight of a model for images as images [n, h, w], if it looks at images, and they are few and small enough. */
    static Optional<Tensor> ofFirstWeight(Model model, Shape sample) {
        if (!isImage(sample)) {
            return Optional.empty();
        }
        return model.parameters().entrySet().stream()
                .filter(parameter -> parameter.getKey().endsWith("weight"))
                .findFirst()
                .flatMap(parameter -> ofWeight(parameter.getValue(), sample));
    }

    private static Optional<Tensor> ofWeight(Tensor weight, Shape sample) {
        Shape shape = weight.shape();
        int units = shape.extent(0);
        if (shape.rank() == 2 && shape.extent(1) == sample.size()) {
            return drawable(Layout.reshape(weight, Shape.of(units, sample.extent(-2), sample.extent(-1))));
        }
        if (shape.rank() == 4) {
            return drawable(
                    Layout.reshape(weight, Shape.of(units * shape.extent(1), shape.extent(2), shape.extent(3))));
        }
        return Optional.empty();
    }

    private static Optional<Tensor> drawable(Tensor images) {
        Shape shape = images.shape();
        return Optional.of(images)
                .filter(them -> shape.extent(0) <= ImageGrid.MOST_IMAGES && canBeDrawn(shape.without(0)));
    }
}
