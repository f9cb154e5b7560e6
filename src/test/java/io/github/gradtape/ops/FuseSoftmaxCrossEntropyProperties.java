package io.github.gradtape.ops;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Where the composed path is finite, nothing changes by fusing it: every law of the rule. */
class FuseSoftmaxCrossEntropyProperties {

    private static final FuseSoftmaxCrossEntropy RULE = new FuseSoftmaxCrossEntropy();

    @Property
    void itFiresWhereTheRowsFitAndNowhereElse(@ForAll long seed) {
        FusionLaw.IT_FIRES_WHERE_THE_ROWS_FIT_AND_NOWHERE_ELSE.check(RULE, new SplittableRandom(seed));
    }

    @Property
    void theValueIsTheSame(@ForAll long seed) {
        FusionLaw.THE_VALUE_IS_THE_SAME.check(RULE, new SplittableRandom(seed));
    }

    @Property
    void theGradientOfLogitsIsTheSame(@ForAll long seed) {
        FusionLaw.THE_GRADIENT_OF_LOGITS_IS_THE_SAME.check(RULE, new SplittableRandom(seed));
    }

    @Property
    void theGradientOfTargetsIsTheSame(@ForAll long seed) {
        FusionLaw.THE_GRADIENT_OF_TARGETS_IS_THE_SAME.check(RULE, new SplittableRandom(seed));
    }

    @Property
    void theHessianProductIsTheSame(@ForAll long seed) {
        FusionLaw.THE_HESSIAN_PRODUCT_IS_THE_SAME.check(RULE, new SplittableRandom(seed));
    }

    @Property
    void otherUsersOfTheSoftmaxKeepTheirGradient(@ForAll long seed) {
        FusionLaw.OTHER_USERS_OF_THE_SOFTMAX_KEEP_THEIR_GRADIENT.check(RULE, new SplittableRandom(seed));
    }
}
