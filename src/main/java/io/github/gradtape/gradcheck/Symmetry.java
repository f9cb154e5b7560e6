package io.github.gradtape.gradcheck;

import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.Locale;

/** Whether ẇᵀHẋ = ẋᵀHẇ for two directions, H being the second derivatives of ⟨ȳ, y⟩ by the primals. */
record Symmetry(Probe probe) {

    /** The share of the terms of a sum that it may be off by: as much as the laws that take differences allow. */
    private static final double ROUNDING = 1e-10;

    void require(Tensor yBar, List<Tensor> direction, List<Tensor> other) {
        List<Tensor> product = probe.hessianProduct(yBar, direction);
        List<Tensor> otherProduct = probe.hessianProduct(yBar, other);
        double forth = Law.dot(product, other);
        double back = Law.dot(otherProduct, direction);
        double scale = sizeOfTerms(product, other) + sizeOfTerms(otherProduct, direction);
        double tolerance = Cancellation.tolerance(
                Math.abs(forth - back),
                ROUNDING * scale + Law.rounding(yBar, direction) * Law.largest(other),
                List.of(yBar),
                bars -> Tensor.scalar(Law.dot(probe.hessianProduct(bars.get(0), direction), other)
                        - Law.dot(probe.hessianProduct(bars.get(0), other), direction)));
        boolean isComparable = Double.isFinite(scale);
        Law.require(
                !isComparable || Math.abs(forth - back) <= tolerance,
                () -> "ẇᵀHẋ is " + forth + ", but ẋᵀHẇ is " + back
                        + String.format(Locale.ROOT, " ± %.1e, where H = ∂²⟨ȳ, y⟩", tolerance)
                        + Inputs.below("cotangent", yBar));
    }

    private static double sizeOfTerms(List<Tensor> as, List<Tensor> bs) {
        return Law.dot(
                as.stream().map(Law::absolute).toList(),
                bs.stream().map(Law::absolute).toList());
    }
}
