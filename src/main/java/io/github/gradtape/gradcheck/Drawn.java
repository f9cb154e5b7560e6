package io.github.gradtape.gradcheck;

import io.github.gradtape.tape.Op;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** An op whose settings and primals are drawn together, as they must fit each other. */
record Drawn(Function<RandomGenerator, Case> sampler, List<Case> corners, List<Case> kinks, List<Mutant> mutants)
        implements Domain {

    Drawn(Function<RandomGenerator, Case> sampler) {
        this(sampler, List.of(), List.of(), List.of());
    }

    Drawn corner(Op op, Tensor... primals) {
        return new Drawn(sampler, with(corners, new Case(op, primals)), kinks, mutants);
    }

    /** A corner of the op of the last one. */
    Drawn corner(Tensor... primals) {
        return corner(lastOp(), primals);
    }

    Drawn kink(Op op, Tensor... primals) {
        return new Drawn(sampler, corners, with(kinks, new Case(op, primals)), mutants);
    }

    /** A kink of the op of the last corner. */
    Drawn kink(Tensor... primals) {
        return kink(lastOp(), primals);
    }

    Drawn knownFor(List<Mutant> faults) {
        return new Drawn(sampler, corners, kinks, faults);
    }

    private Op lastOp() {
        return corners.get(corners.size() - 1).op();
    }

    private static List<Case> with(List<Case> cases, Case last) {
        return Stream.concat(cases.stream(), Stream.of(last)).toList();
    }

    @Override
    public Case sample(RandomGenerator random) {
        return sampler.apply(random);
    }
}
