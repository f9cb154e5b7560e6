package io.github.gradtape.cli;

import io.github.gradtape.tensor.Tensor;
import java.math.BigDecimal;
import java.util.function.IntFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** What the softmax family computes of a row, with the error that the contract allows in units of u = 2⁻⁵³. */
enum Quantity {
    ROW_LOSS("row loss", 3.1) {
        @Override
        DoubleStream errors(RowValues values, HighPrecision exact, double... oneHot) {
            return DoubleStream.of(HighPrecision.errorInUnits(values.loss(), exact.loss(oneHot)));
        }
    },
    GRADIENT("gradient", 3.1) {
        @Override
        DoubleStream errors(RowValues values, HighPrecision exact, double... oneHot) {
            BigDecimal[] gradient = exact.gradient(oneHot);
            return ofEntries(values.gradient(), k -> gradient[k]);
        }
    },
    SOFTMAX("softmax", 3.1) {
        @Override
        DoubleStream errors(RowValues values, HighPrecision exact, double... oneHot) {
            return ofEntries(values.softmax(), exact::probability);
        }
    },
    LOG_SOFTMAX("log-softmax", 3.1) {
        @Override
        DoubleStream errors(RowValues values, HighPrecision exact, double... oneHot) {
            return ofEntries(values.logSoftmax(), exact::logProbability);
        }
    },
    /** Relative to |max| + log Σ, of which it is the sum. */
    LOG_SUM_EXP("log-sum-exp", 2.1) {
        @Override
        DoubleStream errors(RowValues values, HighPrecision exact, double... oneHot) {
            return DoubleStream.of(
                    HighPrecision.errorInUnits(values.logSumExp(), exact.logSumExp(), exact.logSumExpScale()));
        }
    };

    private final String label;
    private final double allowed;

    Quantity(String label, double allowed) {
        this.label = label;
        this.allowed = allowed;
    }

    /** The errors of all its entries in units of u, ∞ where there is no number. */
    abstract DoubleStream errors(RowValues values, HighPrecision exact, double... oneHot);

    private static DoubleStream ofEntries(Tensor actual, IntFunction<BigDecimal> expected) {
        return IntStream.range(0, actual.size())
                .mapToDouble(k -> HighPrecision.errorInUnits(actual.get(k), expected.apply(k)));
    }

    double allowed() {
        return allowed;
    }

    @Override
    public String toString() {
        return label;
    }
}
