package io.github.gradtape.nn.optim;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** What all optimizers share: a rule is about one parameter, and works in place on fresh arrays. */
final class Updates {

    /** The word for how many steps a parameter has made: one number, where all else has the parameter's shape. */
    static final String STEPS = "steps";

    private Updates() {}

    /** Changes the values w of a parameter, and what is remembered of it, by the gradient g. */
    @FunctionalInterface
    interface Rule {
        void update(double[] w, double[] g, double[]... memory);
    }

    /** The state after a step by a rule, which is given a zero of its own for everything not yet remembered. */
    static OptimizerState step(OptimizerState state, Map<String, Tensor> gradients, Rule rule, String... words) {
        Map<String, Tensor> parameters = new LinkedHashMap<>(state.parameters());
        Map<String, Tensor> memory = new LinkedHashMap<>(state.memory());
        gradients.forEach((name, gradient) -> {
            Tensor before = parameters.get(name);
            requireFit(name, before, gradient);
            double[] w = before.toArray();
            double[][] remembered = new double[words.length][];
            for (int k = 0; k < words.length; k++) {
                remembered[k] = remembered(memory, name + "/" + words[k], shape(words[k], before));
            }
            rule.update(w, gradient.borrow(), remembered);
            parameters.put(name, Tensor.adopt(before.shape(), w));
            for (int k = 0; k < words.length; k++) {
                memory.put(name + "/" + words[k], Tensor.adopt(shape(words[k], before), remembered[k]));
            }
        });
        return new OptimizerState(state.steps() + 1, parameters, memory);
    }

    private static Shape shape(String word, Tensor parameter) {
        return word.equals(STEPS) ? Shape.SCALAR : parameter.shape();
    }

    private static double[] remembered(Map<String, Tensor> memory, String name, Shape shape) {
        Tensor last = memory.get(name);
        if (last == null) {
            return new double[shape.size()];
        }
        if (!last.shape().equals(shape)) {
            throw new IllegalArgumentException(
                    "what is remembered as " + name + " must have shape " + shape + ", had " + last.shape());
        }
        if (name.endsWith("/" + STEPS) && !(last.item() >= 0 && last.item() == Math.rint(last.item()))) {
            throw new IllegalArgumentException(
                    "what is remembered as " + name + " must be a whole number from 0, was " + last.item());
        }
        return last.toArray();
    }

    private static void requireFit(String name, Tensor parameter, Tensor gradient) {
        if (parameter == null) {
            throw new IllegalArgumentException("a gradient by " + name + ", which is no parameter");
        }
        if (!parameter.shape().equals(gradient.shape())) {
            throw new IllegalArgumentException("the gradient by " + name + " must have its shape " + parameter.shape()
                    + ", had " + gradient.shape());
        }
    }
}
