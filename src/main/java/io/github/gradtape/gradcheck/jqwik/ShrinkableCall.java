package io.github.gradtape.gradcheck.jqwik;

import io.github.gradtape.gradcheck.Case;
import io.github.gradtape.gradcheck.Complexity;
import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Simpler;
import io.github.gradtape.tensor.Tensor;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

/**
 * A call that shrinks, all of its primals together: first to a smaller sample of the domain, then by what is left out of it.
 *
 * @param domain the domain of the call
 * @param call the call, which nobody else sees, as an op under test may write to it
 * @param isSample whether smaller samples have not been tried yet
 */
record ShrinkableCall(Domain domain, Case call, boolean isSample) implements Shrinkable<Case> {

    static Shrinkable<Case> sample(Domain domain, Random random) {
        return new ShrinkableCall(domain, domain.sample(random), true);
    }

    @Override
    public Case value() {
        return new Case(
                call.op(),
                call.primals().stream()
                        .map(x -> Tensor.adopt(x.shape(), x.toArray()))
                        .toList());
    }

    @Override
    public Stream<Shrinkable<Case>> shrink() {
        Stream<Case> samples = isSample ? Simpler.samples(call, domain) : Stream.empty();
        return Stream.concat(samples, Simpler.calls(value(), domain))
                .map(simpler -> new ShrinkableCall(domain, simpler, false));
    }

    @Override
    public ShrinkingDistance distance() {
        Complexity complexity = Complexity.of(call);
        return ShrinkingDistance.of(complexity.size(), complexity.digits());
    }
}
