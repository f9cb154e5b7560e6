package io.github.gradtape.gradcheck;

import io.github.gradtape.ops.Abs;
import io.github.gradtape.ops.Add;
import io.github.gradtape.ops.Clamp;
import io.github.gradtape.ops.Cos;
import io.github.gradtape.ops.Divide;
import io.github.gradtape.ops.Erf;
import io.github.gradtape.ops.Erfc;
import io.github.gradtape.ops.Exp;
import io.github.gradtape.ops.Expm1;
import io.github.gradtape.ops.Gelu;
import io.github.gradtape.ops.LeakyRelu;
import io.github.gradtape.ops.Log;
import io.github.gradtape.ops.Log1p;
import io.github.gradtape.ops.Maximum;
import io.github.gradtape.ops.Multiply;
import io.github.gradtape.ops.Negate;
import io.github.gradtape.ops.Power;
import io.github.gradtape.ops.Relu;
import io.github.gradtape.ops.Sigmoid;
import io.github.gradtape.ops.Silu;
import io.github.gradtape.ops.Sin;
import io.github.gradtape.ops.Softplus;
import io.github.gradtape.ops.Sqrt;
import io.github.gradtape.ops.Square;
import io.github.gradtape.ops.Subtract;
import io.github.gradtape.ops.Tanh;
import io.github.gradtape.ops.Where;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The domains of the ops that work element by element: ranks 0 to 4, broadcasting between the primals, magnitudes from 1e-6 up.
 */
final class ElementwiseDomains {

    /** How primals of a shape are drawn. */
    private interface Draw {
        Tensor of(Shape shape, RandomGenerator random);
    }

    private static final Draw ANYTHING = signed(1e2);
    private static final Draw POSITIVE = (shape, random) -> Elementwise.map(ANYTHING.of(shape, random), Math::abs);

    /** True and false, by more values than 1 and 0. */
    private static final Draw CONDITION =
            (shape, random) -> Elementwise.map(Tensor.uniform(shape, 0, 4, random), x -> x < 2 ? 0 : x < 3 ? 1 : -x);

    private static final double LARGE = 1e150;
    private static final double SMALL = 1e-150;

    /** How far a law moves an element at most: kinks must be farther away. */
    private static final double REACH = 1;

    private ElementwiseDomains() {}

    static Map<Class<? extends Op>, Domain> all() {
        Map<Class<? extends Op>, Domain> all = new LinkedHashMap<>();
        all.put(Add.class, of(new Add(), ANYTHING, ANYTHING).corner(Tensor.of(LARGE, SMALL), Tensor.of(-LARGE, 0)));
        all.put(
                Subtract.class,
                of(new Subtract(), ANYTHING, ANYTHING).corner(Tensor.of(LARGE, 0), Tensor.of(LARGE, SMALL)));
        all.put(
                Multiply.class,
                of(new Multiply(), ANYTHING, ANYTHING).corner(Tensor.of(LARGE, 0, 0), Tensor.of(-LARGE, 1, 0)));
        all.put(
                Divide.class,
                of(new Divide(), ANYTHING, signed(1e2)).corner(Tensor.of(LARGE, 0, 1), Tensor.of(-LARGE, 3, 1e-90)));
        all.put(Negate.class, of(new Negate(), ANYTHING).corner(Tensor.of(0, LARGE)));
        all.put(
                Power.class,
                of(new Power(), POSITIVE, signed(4)).corner(Tensor.of(1e-30, 1, 2, 2, 1e30), Tensor.of(3, 0, 0, 1, 3)));
        all.put(Square.class, of(new Square(), ANYTHING).corner(Tensor.of(0, -LARGE, SMALL)));
        all.put(Sqrt.class, of(new Sqrt(), POSITIVE).corner(Tensor.of(LARGE, SMALL)));
        all.put(Exp.class, of(new Exp(), signed(30)).corner(Tensor.of(0, 700, -700)));
        all.put(Expm1.class, of(new Expm1(), signed(30)).corner(Tensor.of(0, 700, -700, SMALL)));
        all.put(
                Log.class,
                of(new Log(), POSITIVE)
                        .corner(Tensor.of(1, SMALL, LARGE))
                        .corner(Tensor.of(1e-15, 3))
                        .knownFor(SoftmaxMutants.OF_LOG));
        all.put(
                Log1p.class,
                of(new Log1p(), (shape, random) -> Elementwise.map(signed(5).of(shape, random), Math::expm1))
                        .corner(Tensor.of(0, SMALL, LARGE, -0.9999)));
        all.put(Sin.class, of(new Sin(), ANYTHING).corner(Tensor.of(0, Math.PI / 2, SMALL)));
        all.put(Cos.class, of(new Cos(), ANYTHING).corner(Tensor.of(0, Math.PI / 2, SMALL)));
        all.put(Erf.class, of(new Erf(), signed(6)).corner(Tensor.of(0, SMALL, 2, -27, LARGE)));
        all.put(Erfc.class, of(new Erfc(), signed(6)).corner(Tensor.of(0, SMALL, 2, 26, -27, LARGE)));
        all.put(
                Abs.class,
                of(new Abs(), ANYTHING).corner(Tensor.of(SMALL, -SMALL, LARGE)).kink(Tensor.of(0.0, -0.0)));
        all.put(Tanh.class, of(new Tanh(), signed(30)).corner(Tensor.of(0, SMALL, 300, -LARGE)));
        all.put(Sigmoid.class, of(new Sigmoid(), signed(50)).corner(Tensor.of(0, SMALL, 700, -700, LARGE, -LARGE)));
        all.put(Softplus.class, of(new Softplus(), signed(50)).corner(Tensor.of(0, SMALL, 700, -700, LARGE, -LARGE)));
        all.put(
                Relu.class,
                of(new Relu(), ANYTHING).corner(Tensor.of(SMALL, -SMALL, LARGE)).kink(Tensor.of(0.0, -0.0)));
        all.put(Gelu.class, of(new Gelu(), signed(9)).corner(Tensor.of(0, SMALL, 37, -37, LARGE, -LARGE)));
        all.put(Silu.class, of(new Silu(), signed(50)).corner(Tensor.of(0, SMALL, 700, -700, LARGE, -LARGE)));
        all.put(
                LeakyRelu.class,
                new Drawn(ElementwiseDomains::leakyRelu)
                        .corner(new LeakyRelu(0.01), Tensor.of(SMALL, -SMALL, LARGE))
                        .corner(new LeakyRelu(0), Tensor.of(1, -1))
                        .corner(new LeakyRelu(1), Tensor.of(0))
                        .corner(new LeakyRelu(0.01), Tensor.of())
                        .kink(new LeakyRelu(0.01), Tensor.of(0.0, -0.0))
                        .kink(new LeakyRelu(-2), Tensor.scalar(0)));
        all.put(
                Clamp.class,
                new Drawn(ElementwiseDomains::clamp)
                        .corner(new Clamp(-1, 1), Tensor.of(SMALL, LARGE, -LARGE))
                        .corner(new Clamp(2, 2), Tensor.of(1, 3))
                        .corner(new Clamp(0, Double.POSITIVE_INFINITY), Tensor.of(-1, 1, LARGE))
                        .corner(new Clamp(-1, 1), Tensor.of())
                        .kink(new Clamp(-1, 0.5), Tensor.of(-1, 0.5))
                        .kink(new Clamp(2, 2), Tensor.of(2)));
        all.put(
                Maximum.class,
                new Drawn(ElementwiseDomains::maximum)
                        .corner(new Maximum(), Tensor.of(LARGE, -SMALL), Tensor.of(-LARGE, SMALL))
                        .corner(new Maximum(), Tensor.of(), Tensor.scalar(1))
                        .kink(new Maximum(), Tensor.of(0, 1, -2), Tensor.of(-0.0, 1, -2))
                        .kink(new Maximum(), Tensor.scalar(3), Tensor.of(3, 3)));
        all.put(
                Where.class,
                of(new Where(), CONDITION, ANYTHING, ANYTHING)
                        .corner(Tensor.of(-0.0, Double.NaN), Tensor.of(1, 2), Tensor.of(LARGE, SMALL)));
        return all;
    }

    /** Numbers of either sign, spread evenly over the orders of magnitude from 1e-6 to a largest one. */
    private static Draw signed(double largest) {
        return (shape, random) -> Samples.magnitudes(shape, 1e-6, largest, random);
    }

    private static Drawn of(Op op, Draw... draws) {
        return new Drawn(random -> new Case(op, draw(List.of(draws), random)))
                .corner(op, empty(draws.length, 2, 0, 3))
                .corner(op, empty(draws.length, 0));
    }

    private static Tensor[] empty(int count, int... extents) {
        return Stream.generate(() -> Tensor.zeros(Shape.of(extents)))
                .limit(count)
                .toArray(Tensor[]::new);
    }

    private static List<Tensor> draw(List<Draw> draws, RandomGenerator random) {
        Shape common = Samples.shape(random);
        return draws.stream()
                .map(draw -> draw.of(draws.size() == 1 ? common : Samples.broadcastingTo(common, random), random))
                .toList();
    }

    private static Case leakyRelu(RandomGenerator random) {
        return new Case(new LeakyRelu(random.nextDouble(-1, 2)), ANYTHING.of(Samples.shape(random), random));
    }

    private static Case clamp(RandomGenerator random) {
        double low = random.nextDouble(-6, 2);
        double high = low + 4 * REACH + random.nextDouble(4);
        Tensor x = Tensor.uniform(Samples.shape(random), -10, 14, random);
        return new Case(new Clamp(low, high), Samples.awayFrom(x, REACH, low, high));
    }

    private static Case maximum(RandomGenerator random) {
        Shape common = Samples.shape(random);
        Shape a = Samples.broadcastingTo(common, random);
        Shape b = Samples.broadcastingTo(common, random);
        double[] values = Samples.distinct(Shape.of(a.size() + b.size()), 2 * REACH, random)
                .borrow();
        return new Case(
                new Maximum(),
                Tensor.adopt(a, Arrays.copyOf(values, a.size())),
                Tensor.adopt(b, Arrays.copyOfRange(values, a.size(), values.length)));
    }
}
