package io.github.gradtape.gradcheck;

import io.github.gradtape.tape.Op;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** An op whose settings and primals are drawn together, as they must fit each other. */
record Drawn(Function<RandomGenerator, Case> sampler, List<Case> corners, List<Case> kinks) implements Domain {

    Drawn(Function<RandomGenerator, Case> sampler) {
        this(sampler, List.of(), List.of());
    }

    Drawn corner(Op op, Tensor... primals) {
        return new Drawn(sampler, with(corners, new Case(op, primals)), kinks);
    }

    Drawn kink(Op op, Tensor... primals) {
        return new Drawn(sampler, corners, with(kinks, new Case(op, primals)));
    }

    private static List<Case> with(List<Case> cases, Case last) {
        return Stream.concat(cases.stream(), Stream.of(last)).toList();
    }

    @Override
    public Case sample(RandomGenerator random) {
        return sampler.apply(random);
    }
}
