package io.github.gradtape.cli;

import io.github.gradtape.nn.Conv2d;
import io.github.gradtape.nn.Flatten;
import io.github.gradtape.nn.Initialiser;
import io.github.gradtape.nn.Layer;
import io.github.gradtape.nn.Linear;
import io.github.gradtape.nn.MaxPool2d;
import io.github.gradtape.nn.Sequential;
import io.github.gradtape.nn.Unflatten;
import io.github.gradtape.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The layers of a network as the command line has them, {@code 64,32} or {@code 8@5,pool,16@5,pool}, made to fit one after the
 * other.
 */
final class LayerList {

    static final String NONE = "none";

    private static final Pattern UNITS = Pattern.compile("\\d{1,9}");
    private static final Pattern FILTERS = Pattern.compile("(\\d{1,9})@(\\d{1,9})");
    private static final int POOL = 2;

    private final ActivationChoice activation;
    private final List<Layer> layers = new ArrayList<>();

    /** The shape of a sample behind the layers so far. */
    private Shape sample;

    private LayerList(ActivationChoice activation, List<Layer> before, Shape sample) {
        this.activation = activation;
        this.layers.addAll(before);
        this.sample = sample;
    }

    /**
     * A network with one logit for each class.
     *
     * @throws IllegalArgumentException if the text is no list of layers, or a layer does not fit behind the one before it
     */
    static Sequential network(String text, ActivationChoice activation, List<Layer> before, Shape sample, int classes) {
        LayerList list = new LayerList(activation, before, sample);
        boolean hidden = !text.equals(NONE);
        if (hidden) {
            for (String item : text.split(",", -1)) {
                list.add(item.strip());
            }
        }
        list.linear(classes, hidden ? activation.initialiser : Initialiser.ZEROS);
        return new Sequential(list.layers);
    }

    private void add(String item) {
        Matcher filters = FILTERS.matcher(item);
        if (item.equals("pool")) {
            pool();
        } else if (filters.matches()) {
            convolution(Integer.parseInt(filters.group(1)), Integer.parseInt(filters.group(2)));
        } else if (UNITS.matcher(item).matches()) {
            linear(Integer.parseInt(item), activation.initialiser);
            layers.add(activation.layer);
        } else {
            throw new IllegalArgumentException(
                    "\"" + item
                            + "\" is no layer; expected a number of units up to 999999999 as in 64, filters and their size as in 8@5, pool, or none alone");
        }
    }

    private void linear(int outputs, Initialiser initialiser) {
        if (sample.rank() > 1) {
            layers.add(new Flatten());
            sample = Shape.of(sample.size());
        }
        layers.add(new Linear(sample.size(), outputs, initialiser));
        sample = Shape.of(outputs);
    }

    private void convolution(int outputs, int kernel) {
        requireImages(outputs + "@" + kernel, kernel);
        layers.add(new Conv2d(sample.extent(0), outputs, kernel));
        layers.add(activation.layer);
        sample = Shape.of(outputs, sample.extent(1) - kernel + 1, sample.extent(2) - kernel + 1);
    }

    private void pool() {
        requireImages("pool", POOL);
        layers.add(new MaxPool2d(POOL));
        sample = Shape.of(sample.extent(0), sample.extent(1) / POOL, sample.extent(2) / POOL);
    }

    private void requireImages(String item, int size) {
        if (sample.rank() == 2) {
            sample = sample.inserting(0, 1);
            layers.add(new Unflatten(sample));
        }
        if (sample.rank() != 3) {
            throw new IllegalArgumentException(
                    item + " takes images, but what comes to it is of shape " + sample + " a sample");
        }
        if (sample.extent(1) < size || sample.extent(2) < size) {
            throw new IllegalArgumentException(item + " takes images of at least " + size + " x " + size
                    + ", but what comes to it has " + sample.extent(1) + " x " + sample.extent(2));
        }
    }
}
