package io.github.gradtape.cli;

import io.github.gradtape.tensor.Tensor;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** What the softmax family computes of a row, with the error that the contract allows in units of u = 2⁻⁵³. */
enum Quantity {
    ROW_LOSS("row loss", 3.1),
    GRADIENT("gradient", 3.1),
    SOFTMAX("softmax", 3.1),
    LOG_SOFTMAX("log-softmax", 3.1),
    /** Relative to |max| + log Σ, of which it is the sum. */
    LOG_SUM_EXP("log-sum-exp", 2.1);

    private final String label;
    final double allowed;

    Quantity(String label, double allowed) {
        this.label = label;
        this.allowed = allowed;
    }

    /** The errors of all its entries in units of u, ∞ where there is no number. */
    DoubleStream errors(RowValues values, HighPrecision exact, double... oneHot) {
        return switch (this) {
            case ROW_LOSS -> DoubleStream.of(HighPrecision.errorInUnits(values.loss(), exact.loss(oneHot)));
            case GRADIENT -> ofEntries(values.gradient(), List.of(exact.gradient(oneHot))::get);
            case SOFTMAX -> ofEntries(values.softmax(), exact::probability);
            case LOG_SOFTMAX -> ofEntries(values.logSoftmax(), exact::logProbability);
            case LOG_SUM_EXP ->
                DoubleStream.of(
                        HighPrecision.errorInUnits(values.logSumExp(), exact.logSumExp(), exact.logSumExpScale()));
        };
    }

    private static DoubleStream ofEntries(Tensor actual, IntFunction<BigDecimal> expected) {
        return IntStream.range(0, actual.size())
                .mapToDouble(k -> HighPrecision.errorInUnits(actual.get(k), expected.apply(k)));
    }

    @Override
    public String toString() {
        return label;
    }
}
