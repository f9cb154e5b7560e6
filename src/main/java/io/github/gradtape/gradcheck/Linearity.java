package io.github.gradtape.gradcheck;

import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/** Whether x̄(a ȳ + w̄) = a x̄(ȳ) + x̄(w̄) for a factor a. */
record Linearity(Probe probe, double a) {

    /** So many terms a function of few outputs may sum up inside; a thousandth of it would be enough for most. */
    private static final double TERMS_INSIDE = 0x1p14;

    void require(Tensor yBar, Tensor wBar) {
        List<Tensor> first = probe.pullback(yBar);
        List<Tensor> second = probe.pullback(wBar);
        List<Tensor> excess = excess(yBar, first, wBar, second);
        for (int k = 0; k < excess.size(); k++) {
            int primal = k;
            double off = Law.largest(excess.get(k));
            // an entry is a sum over the output and perhaps inside, rounded each time; as it may cancel, ȳ counts as
            // well
            double scale = Math.abs(a) * (Law.largest(yBar) + Law.largest(first.get(k)))
                    + Law.largest(wBar)
                    + Law.largest(second.get(k));
            boolean overflows = !Double.isFinite(scale);
            double tolerance = Cancellation.tolerance(
                    off,
                    0x1p-50 * (TERMS_INSIDE + probe.value().size()) * scale,
                    List.of(yBar, wBar),
                    bars -> excess(bars.get(0), probe.pullback(bars.get(0)), bars.get(1), probe.pullback(bars.get(1)))
                            .get(primal));
            Law.require(
                    overflows || off <= tolerance,
                    () -> "x̄(a ȳ + w̄) is not a x̄(ȳ) + x̄(w̄) for a = " + a + ": off by " + off + ", allowed "
                            + tolerance);
        }
    }

    /** x̄(a ȳ + w̄) − a x̄(ȳ) − x̄(w̄). */
    private List<Tensor> excess(Tensor yBar, List<Tensor> first, Tensor wBar, List<Tensor> second) {
        List<Tensor> together = probe.pullback(Elementwise.add(Elementwise.multiply(yBar, a), wBar));
        return IntStream.range(0, together.size())
                .mapToObj(k -> Elementwise.subtract(
                        together.get(k), Elementwise.add(Elementwise.multiply(first.get(k), a), second.get(k))))
                .toList();
    }
}
