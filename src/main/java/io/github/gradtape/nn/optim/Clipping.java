package io.github.gradtape.nn.optim;

import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/** What is done to gradients that are too large, before a step is made by them. */
public final class Clipping {

    private Clipping() {}

    /**
     * Scales all gradients together, so that their norm ‖g‖ = √Σ gᵢ² over all parameters is at most a bound, but for rounding
     * (Pascanu et al. 2013).
     *
     * @param bound the largest norm allowed, positive and finite
     * @return what does so
     * @throws IllegalArgumentException if the bound is not positive and finite
     */
    public static UnaryOperator<Map<String, Tensor>> byNorm(double bound) {
        Settings.requirePositive("the bound of a norm", bound);
        return gradients -> {
            double largest = largest(gradients);
            double root = root(gradients, largest);
            return largest * root <= bound ? gradients : each(gradients, g -> g / largest * (bound / root));
        };
    }

    /**
     * Keeps every number of every gradient within ± a bound.
     *
     * @param bound the largest magnitude allowed, positive and finite
     * @return what does so
     * @throws IllegalArgumentException if the bound is not positive and finite
     */
    public static UnaryOperator<Map<String, Tensor>> byValue(double bound) {
        Settings.requirePositive("the bound of a value", bound);
        return gradients -> each(gradients, g -> Math.max(-bound, Math.min(bound, g)));
    }

    /**
     * The norm of all gradients together, √Σ gᵢ².
     *
     * @param gradients the gradients
     * @return the norm
     */
    public static double norm(Map<String, Tensor> gradients) {
        double largest = largest(gradients);
        return largest * root(gradients, largest);
    }

    private static double largest(Map<String, Tensor> gradients) {
        double largest = 0;
        for (Tensor gradient : gradients.values()) {
            for (double g : gradient.borrow()) {
                largest = Math.max(largest, Math.abs(g)); // NaN stays
            }
        }
        return largest;
    }

    /** The norm in units of the largest number, as squares overflow just where clipping is needed; 1 where it is 0 or infinite. */
    private static double root(Map<String, Tensor> gradients, double largest) {
        if (largest == 0 || largest == Double.POSITIVE_INFINITY) {
            return 1;
        }
        double sum = 0;
        for (Tensor gradient : gradients.values()) {
            for (double g : gradient.borrow()) {
                sum += (g / largest) * (g / largest);
            }
        }
        return Math.sqrt(sum);
    }

    private static Map<String, Tensor> each(Map<String, Tensor> gradients, DoubleUnaryOperator change) {
        Map<String, Tensor> changed = new LinkedHashMap<>();
        gradients.forEach((name, gradient) -> changed.put(name, Elementwise.map(gradient, change)));
        return Collections.unmodifiableMap(changed);
    }
}
