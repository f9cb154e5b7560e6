package io.github.gradtape.gradcheck;

import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Tensor;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Simpler calls of an op to look at instead of one that broke a law.
 *
 * <p>The domain's own samples that are smaller come first, as they alone can have other settings. Then rows, classes and axes are
 * dropped and elements replaced by 0, by 1, or by what has fewer digits, jointly in all primals that must fit each other; of these
 * calls those count that the {@linkplain Domain#accepts domain accepts}. Every proposal has a lower {@link Complexity} than the
 * call it is made from, so that going on from proposal to proposal comes to an end.
 */
public final class Simpler {

    private static final int SAMPLES = 300;
    private static final int MAX_DIGITS = 3;

    private Simpler() {}

    /** The smallest call found that fails as a given one from the domain does, which is the given one if nothing simpler does. */
    static Case smallest(Case call, Domain domain, Predicate<Case> fails) {
        Case smallest = samples(call, domain).filter(fails).findFirst().orElse(call);
        Optional<Case> next = Optional.of(smallest);
        while (next.isPresent()) {
            smallest = next.get();
            next = calls(smallest, domain).filter(fails).findFirst();
        }
        return smallest;
    }

    /**
     * Calls from the domain, corners among them, that have fewer elements or axes than a given one, the simplest first.
     *
     * @param call the call
     * @param domain the domain
     * @return calls as valid as any from the domain
     */
    public static Stream<Case> samples(Case call, Domain domain) {
        long size = Complexity.of(call).size();
        SplittableRandom random = new SplittableRandom(1);
        return Stream.concat(
                        domain.corners().stream(),
                        Stream.generate(() -> domain.sample(random)).limit(SAMPLES))
                .map(simpler -> new Ranked(simpler, Complexity.of(simpler)))
                .filter(ranked -> ranked.complexity.size() < size)
                .sorted()
                .map(Ranked::call);
    }

    private record Ranked(Case call, Complexity complexity) implements Comparable<Ranked> {

        @Override
        public int compareTo(Ranked other) {
            return complexity.compareTo(other.complexity);
        }
    }

    /**
     * Calls of the same op with a part of the elements, or with simpler ones.
     *
     * @param call the call
     * @param domain the domain that it is from
     * @return calls that the domain accepts
     */
    public static Stream<Case> calls(Case call, Domain domain) {
        Complexity complexity = Complexity.of(call);
        return Stream.concat(Cuts.of(call), withSimplerElements(call))
                .filter(simpler -> Complexity.of(simpler).compareTo(complexity) < 0)
                .filter(domain::accepts);
    }

    /**
     * Tensors of the same shape with simpler elements.
     *
     * @param tensor the tensor
     * @return tensors of lower complexity
     */
    public static Stream<Tensor> tensors(Tensor tensor) {
        Complexity complexity = Complexity.of(tensor);
        Stream<Tensor> all = everywhere().map(f -> Elementwise.map(tensor, f));
        Stream<Tensor> one = IntStream.range(0, tensor.size()).boxed().flatMap(i -> replacing(tensor, i));
        return Stream.concat(all, one).filter(simpler -> Complexity.of(simpler).compareTo(complexity) < 0);
    }

    private static Stream<Case> withSimplerElements(Case call) {
        Stream<Case> all = everywhere()
                .map(f -> new Case(
                        call.op(),
                        call.primals().stream().map(x -> Elementwise.map(x, f)).toList()));
        Stream<Case> one = IntStream.range(0, call.primals().size())
                .boxed()
                .flatMap(k -> tensors(call.primals().get(k)).map(simpler -> replacing(call, k, simpler)));
        return Stream.concat(all, one);
    }

    private static Case replacing(Case call, int k, Tensor primal) {
        List<Tensor> primals = new ArrayList<>(call.primals());
        primals.set(k, primal);
        return new Case(call.op(), primals);
    }

    private static Stream<Tensor> replacing(Tensor tensor, int i) {
        double element = tensor.borrow()[i];
        return elements(element).mapToObj(simpler -> {
            double[] elements = tensor.toArray();
            elements[i] = simpler;
            return Tensor.adopt(tensor.shape(), elements);
        });
    }

    /** What is tried on all elements at once. */
    private static Stream<DoubleUnaryOperator> everywhere() {
        return Stream.concat(
                Stream.of(x -> 0, x -> 1, Math::rint),
                IntStream.rangeClosed(1, MAX_DIGITS).mapToObj(digits -> x -> rounded(x, digits)));
    }

    /** What is tried for one element. */
    private static DoubleStream elements(double x) {
        DoubleStream rounded = IntStream.rangeClosed(1, MAX_DIGITS).mapToDouble(digits -> rounded(x, digits));
        return DoubleStream.concat(DoubleStream.of(0, 1, -1, Math.abs(x), Math.rint(x), rounded(x / 2, 1)), rounded)
                .filter(simpler -> Complexity.digits(simpler) < Complexity.digits(x));
    }

    private static double rounded(double x, int digits) {
        if (!Double.isFinite(x)) {
            return x;
        }
        return new BigDecimal(x)
                .round(new MathContext(digits, RoundingMode.HALF_EVEN))
                .doubleValue();
    }
}
