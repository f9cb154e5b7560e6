package io.github.gradtape.ops;

import io.github.gradtape.tape.Op;

/** The ops whose agreement the laws are about; a planted bug replaces one of them. */
interface SoftmaxFamily {

    /** The ops as they are. */
    SoftmaxFamily TRUE = new SoftmaxFamily() {};

    default Op softmax(int axis) {
        return new Softmax(axis);
    }

    default Op log() {
        return new Log();
    }

    default Op crossEntropy(int axis, Reduction reduction) {
        return new CrossEntropy(axis, LossOptions.of(reduction));
    }

    default Op softmaxCrossEntropy(int axis, Reduction reduction) {
        return new SoftmaxCrossEntropy(axis, LossOptions.of(reduction));
    }

    default Op temper() {
        return new Temper();
    }
}
