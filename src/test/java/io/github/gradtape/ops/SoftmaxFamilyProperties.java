package io.github.gradtape.ops;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The composed paths and the fused node agree, and obey what needs no reference: every law of the family, of the true ops. */
class SoftmaxFamilyProperties {

    @Property
    void allPathsGiveTheSameLoss(@ForAll long seed) {
        FamilyLaw.ALL_PATHS_GIVE_THE_SAME_LOSS.check(SoftmaxFamily.TRUE, new SplittableRandom(seed));
    }

    @Property
    void allPathsGiveTheSameGradientOfLogits(@ForAll long seed) {
        FamilyLaw.ALL_PATHS_GIVE_THE_SAME_GRADIENT_OF_LOGITS.check(SoftmaxFamily.TRUE, new SplittableRandom(seed));
    }

    @Property
    void allPathsGiveTheSameGradientOfTargets(@ForAll long seed) {
        FamilyLaw.ALL_PATHS_GIVE_THE_SAME_GRADIENT_OF_TARGETS.check(SoftmaxFamily.TRUE, new SplittableRandom(seed));
    }

    @Property
    void allPathsGiveTheSameHessianProduct(@ForAll long seed) {
        FamilyLaw.ALL_PATHS_GIVE_THE_SAME_HESSIAN_PRODUCT.check(SoftmaxFamily.TRUE, new SplittableRandom(seed));
    }

    @Property
    void softmaxAgreesWithDifferences(@ForAll long seed) {
        FamilyLaw.SOFTMAX_AGREES_WITH_DIFFERENCES.check(SoftmaxFamily.TRUE, new SplittableRandom(seed));
    }

    @Property
    void logAgreesWithDifferences(@ForAll long seed) {
        FamilyLaw.LOG_AGREES_WITH_DIFFERENCES.check(SoftmaxFamily.TRUE, new SplittableRandom(seed));
    }

    @Property
    void fusedAgreesWithDifferences(@ForAll long seed) {
        FamilyLaw.FUSED_AGREES_WITH_DIFFERENCES.check(SoftmaxFamily.TRUE, new SplittableRandom(seed));
    }

    @Property
    void shiftingARowChangesNothing(@ForAll long seed) {
        FamilyLaw.SHIFTING_A_ROW_CHANGES_NOTHING.check(SoftmaxFamily.TRUE, new SplittableRandom(seed));
    }

    @Property
    void permutingClassesPermutesTheGradient(@ForAll long seed) {
        FamilyLaw.PERMUTING_CLASSES_PERMUTES_THE_GRADIENT.check(SoftmaxFamily.TRUE, new SplittableRandom(seed));
    }

    @Property
    void rowsDoNotSeeEachOther(@ForAll long seed) {
        FamilyLaw.ROWS_DO_NOT_SEE_EACH_OTHER.check(SoftmaxFamily.TRUE, new SplittableRandom(seed));
    }

    @Property
    void rowsOfTheLogitsGradientSumToZero(@ForAll long seed) {
        FamilyLaw.ROWS_OF_THE_LOGITS_GRADIENT_SUM_TO_ZERO.check(SoftmaxFamily.TRUE, new SplittableRandom(seed));
    }

    @Property
    void classIndicesAreOneHotTargets(@ForAll long seed) {
        FamilyLaw.CLASS_INDICES_ARE_ONE_HOT_TARGETS.check(SoftmaxFamily.TRUE, new SplittableRandom(seed));
    }

    @Property
    void temperatureScalesTheGradient(@ForAll long seed) {
        FamilyLaw.TEMPERATURE_SCALES_THE_GRADIENT.check(SoftmaxFamily.TRUE, new SplittableRandom(seed));
    }

    @Property
    void twoClassesAreTheLogisticLoss(@ForAll long seed) {
        FamilyLaw.TWO_CLASSES_ARE_THE_LOGISTIC_LOSS.check(SoftmaxFamily.TRUE, new SplittableRandom(seed));
    }

    @Property
    void hessianIsPositiveSemidefinite(@ForAll long seed) {
        FamilyLaw.HESSIAN_IS_POSITIVE_SEMIDEFINITE.check(SoftmaxFamily.TRUE, new SplittableRandom(seed));
    }

    @Property
    void gradientIsAtMostTheSumOfTargets(@ForAll long seed) {
        FamilyLaw.GRADIENT_IS_AT_MOST_THE_SUM_OF_TARGETS.check(SoftmaxFamily.TRUE, new SplittableRandom(seed));
    }

    @Property
    void anImpossibleClassChangesNothing(@ForAll long seed) {
        FamilyLaw.AN_IMPOSSIBLE_CLASS_CHANGES_NOTHING.check(SoftmaxFamily.TRUE, new SplittableRandom(seed));
    }
}
