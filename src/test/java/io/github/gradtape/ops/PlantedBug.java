package io.github.gradtape.ops;

import io.github.gradtape.gradcheck.Domains;
import io.github.gradtape.gradcheck.Mutant;
import io.github.gradtape.tape.Op;
import java.util.stream.Stream;

/** The seventeen wrong derivatives that were planted one at a time, each a mutant of one op. */
enum PlantedBug implements SoftmaxFamily {
    SOFTMAX_DIAGONAL_ALONE(Softmax.class, "s(1 − s), the diagonal alone"),
    SOFTMAX_IDENTITY(Softmax.class, "the identity"),
    SOFTMAX_IGNORES_ITS_COTANGENT(Softmax.class, "ignores its cotangent"),
    SOFTMAX_SIGN(Softmax.class, "negated"),
    SOFTMAX_WITHOUT_OUTER_FACTOR(Softmax.class, "without the outer s"),
    SOFTMAX_SUMS_OVER_ANOTHER_AXIS(Softmax.class, "sums over another axis"),
    SOFTMAX_INNER_SUM_UNWEIGHTED(Softmax.class, "inner sum unweighted"),
    /** A bias of 1 % is easier to see. */
    SOFTMAX_BIASED(Softmax.class, "scaled by a millionth"),
    LOG_WITH_EPSILON(Log.class, "ȳ/(x + 10⁻⁷)"),
    LOG_WITH_FLOOR(Log.class, "ȳ/max(x, 10⁻¹²)"),
    LOG_MULTIPLIES(Log.class, "ȳ·x"),
    CROSS_ENTROPY_IGNORES_ITS_COTANGENT(CrossEntropy.class, "ignores its cotangent"),
    FUSED_IGNORES_ITS_COTANGENT(SoftmaxCrossEntropy.class, "ignores its cotangent"),
    FUSED_ASSUMES_TARGETS_SUM_TO_ONE(SoftmaxCrossEntropy.class, "s − t, as if Σt = 1"),
    FUSED_WRITES_THE_TARGETS_ENTRY_ALONE(SoftmaxCrossEntropy.class, "the target's entry alone"),
    FUSED_SIGN(SoftmaxCrossEntropy.class, "negated"),
    FUSED_APPLIES_SOFTMAX_TWICE(SoftmaxCrossEntropy.class, "softmax applied twice");

    private final Class<? extends Op> type;
    private final String mutant;

    PlantedBug(Class<? extends Op> type, String mutant) {
        this.type = type;
        this.mutant = mutant;
    }

    /** The op, with the bug if it is the one that has it. */
    private Op of(Op right) {
        if (!type.isInstance(right)) {
            return right;
        }
        return Stream.concat(Mutant.common().stream(), Domains.of(type).mutants().stream())
                .filter(one -> one.name().equals(mutant))
                .findFirst()
                .orElseThrow()
                .fault()
                .apply(right);
    }

    @Override
    public Op softmax(int axis) {
        return of(SoftmaxFamily.super.softmax(axis));
    }

    @Override
    public Op log() {
        return of(SoftmaxFamily.super.log());
    }

    @Override
    public Op crossEntropy(int axis, Reduction reduction) {
        return of(SoftmaxFamily.super.crossEntropy(axis, reduction));
    }

    @Override
    public Op softmaxCrossEntropy(int axis, Reduction reduction) {
        return of(SoftmaxFamily.super.softmaxCrossEntropy(axis, reduction));
    }
}
