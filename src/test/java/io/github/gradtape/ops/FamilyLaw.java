package io.github.gradtape.ops;

import static io.github.gradtape.tensor.Elementwise.add;
import static io.github.gradtape.tensor.Elementwise.map;
import static io.github.gradtape.tensor.Elementwise.multiply;
import static io.github.gradtape.tensor.Elementwise.subtract;
import static io.github.gradtape.tensor.Elementwise.zip;

import io.github.gradtape.gradcheck.Case;
import io.github.gradtape.gradcheck.Law;
import io.github.gradtape.ops.LossPath.Answer;
import io.github.gradtape.tape.Gradients;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Indexing;
import io.github.gradtape.tensor.Layout;
import io.github.gradtape.tensor.Reductions;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.SoftmaxKernels;
import io.github.gradtape.tensor.Tensor;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * What the softmax family obeys, as laws that any family can be held to; gradient-laws by agreement and by metamorphosis.
 *
 * <p>Tolerances are in units of u = 2⁻⁵³. An entry of ∂loss/∂logits is w (A s − t), with w the cotangent of its row: each path
 * rounds a few times per class what is at most {@link #magnitudes w (|t| + s Σ|t|)}, so that is the scale that rounding is
 * measured on, with {@link #ROUNDINGS a few} of them per class.
 */
enum FamilyLaw {
    ALL_PATHS_GIVE_THE_SAME_LOSS {
        @Override
        void check(SoftmaxFamily family, RandomGenerator random) {
            LossCall call = LossCall.random(345, random);
            Tensor fused = LossPath.FUSED.answer(family, call).loss();
            Tensor rows = new SoftmaxCrossEntropy(call.axis(), LossOptions.none())
                    .evaluate(call.logits(), map(call.targets(), Math::abs));
            Tensor scale = add(rows, Reductions.sum(map(call.targets(), Math::abs), call.axis()));
            for (LossPath path : LossPath.values()) {
                Tensor loss = path.answer(family, call).loss();
                requireClose(path + " and FUSED: loss", fused, loss, call, call.reduced(scale));
            }
        }
    },
    ALL_PATHS_GIVE_THE_SAME_GRADIENT_OF_LOGITS {
        @Override
        void check(SoftmaxFamily family, RandomGenerator random) {
            LossCall call = LossCall.random(345, random);
            Tensor fused = LossPath.FUSED.answer(family, call).logitsBar();
            for (LossPath path : LossPath.values()) {
                Tensor logitsBar = path.answer(family, call).logitsBar();
                requireClose(path + " and FUSED: gradient of logits", fused, logitsBar, call, magnitudes(call));
            }
        }
    },
    ALL_PATHS_GIVE_THE_SAME_GRADIENT_OF_TARGETS {
        @Override
        void check(SoftmaxFamily family, RandomGenerator random) {
            LossCall call = LossCall.random(345, random);
            Tensor fused = LossPath.FUSED.answer(family, call).targetsBar();
            // w log s, and log s has an absolute error of some u where it is near 0
            Tensor scale = add(map(fused, Math::abs), map(factors(call), Math::abs));
            for (LossPath path : LossPath.values()) {
                Tensor targetsBar = path.answer(family, call).targetsBar();
                requireClose(path + " and FUSED: gradient of targets", fused, targetsBar, call, scale);
            }
        }
    },
    ALL_PATHS_GIVE_THE_SAME_HESSIAN_PRODUCT {
        @Override
        void check(SoftmaxFamily family, RandomGenerator random) {
            LossCall call = LossCall.random(150, random);
            Tensor direction = Tensor.normal(call.logits().shape(), 0, 1, random);
            Tensor fused = LossPath.FUSED.hessianProduct(family, call, direction);
            // the composed second derivative multiplies and divides by s a few times more
            Tensor largest = call.largest(multiply(magnitudes(call), 16));
            Tensor scale = multiply(largest, call.largest(map(direction, Math::abs)));
            for (LossPath path : LossPath.values()) {
                Tensor product = path.hessianProduct(family, call, direction);
                requireClose(path + " and FUSED: Hessian product", fused, product, call, scale);
            }
        }
    },
    SOFTMAX_AGREES_WITH_DIFFERENCES {
        @Override
        void check(SoftmaxFamily family, RandomGenerator random) {
            LossCall call = LossCall.random(60, random);
            Law.VJP_AGREES_WITH_DIFFERENCES.check(new Case(family.softmax(call.axis()), call.logits()), random);
        }
    },
    LOG_AGREES_WITH_DIFFERENCES {
        @Override
        void check(SoftmaxFamily family, RandomGenerator random) {
            Tensor x = map(Tensor.uniform(Shape.of(3, 4), Math.log(1e-15), 1, random), Math::exp);
            Law.VJP_AGREES_WITH_DIFFERENCES.check(new Case(family.log(), x), random);
        }
    },
    FUSED_AGREES_WITH_DIFFERENCES {
        @Override
        void check(SoftmaxFamily family, RandomGenerator random) {
            LossCall call = LossCall.random(60, random);
            Case fused =
                    new Case(family.softmaxCrossEntropy(call.axis(), call.reduction()), call.logits(), call.targets());
            Law.VJP_AGREES_WITH_DIFFERENCES.check(fused, random);
        }
    },
    SHIFTING_A_ROW_CHANGES_NOTHING {
        @Override
        void check(SoftmaxFamily family, RandomGenerator random) {
            LossCall call = LossCall.random(345, random);
            // on a grid of 2⁻¹⁰ the shifted logits are exact, and so are the differences that everything is made of
            Tensor logits = map(call.logits(), z -> Math.rint(z * 1024) / 1024);
            Tensor shifts = map(call.sumsOf(logits), sum -> random.nextInt(-1000, 1000) / 8.0);
            for (LossPath path : LossPath.values()) {
                Answer before = path.answer(family, call.with(logits));
                Answer after = path.answer(family, call.with(add(logits, shifts)));
                require(path + " of shifted rows", before.equals(after), before, after);
            }
        }
    },
    PERMUTING_CLASSES_PERMUTES_THE_GRADIENT {
        @Override
        void check(SoftmaxFamily family, RandomGenerator random) {
            LossCall call = LossCall.random(345, random);
            int[] order = shuffled(call.classes(), random);
            LossCall permuted = new LossCall(
                    picked(call.logits(), call.axis(), order),
                    picked(call.targets(), call.axis(), order),
                    call.axis(),
                    call.reduction(),
                    call.lossBar());
            for (LossPath path : LossPath.values()) {
                Tensor before = path.answer(family, call).logitsBar();
                Tensor after = path.answer(family, permuted).logitsBar();
                Tensor expected = picked(before, call.axis(), order);
                requireClose(path + " of permuted classes", expected, after, permuted, magnitudes(permuted));
            }
        }
    },
    ROWS_DO_NOT_SEE_EACH_OTHER {
        @Override
        void check(SoftmaxFamily family, RandomGenerator random) {
            int rows = random.nextInt(1, 6);
            Shape shape = Shape.of(rows, random.nextInt(1, 6));
            Tensor logits = LossCall.logits(shape, 345, random);
            Tensor targets = LossCall.targets(shape, 1, random);
            Tensor lossBar = Tensor.normal(Shape.of(rows), 0, 1, random);
            int[] order = shuffled(rows, random);
            int half = random.nextInt(rows + 1);
            for (LossPath path : LossPath.values()) {
                LossCall batch = new LossCall(logits, targets, 1, Reduction.NONE, lossBar);
                Answer whole = path.answer(family, batch);
                Tensor reordered = path.answer(family, rowsOf(batch, order)).logitsBar();
                require(
                        path + " of permuted rows",
                        picked(whole.logitsBar(), 0, order).equals(reordered),
                        whole,
                        reordered);
                Tensor first = path.answer(
                                family, rowsOf(batch, IntStream.range(0, half).toArray()))
                        .logitsBar();
                Tensor second = path.answer(
                                family,
                                rowsOf(batch, IntStream.range(half, rows).toArray()))
                        .logitsBar();
                Tensor joined = Layout.concatenate(0, first, second);
                require(path + " of a split batch", whole.logitsBar().equals(joined), whole.logitsBar(), joined);
            }
        }
    },
    ROWS_OF_THE_LOGITS_GRADIENT_SUM_TO_ZERO {
        @Override
        void check(SoftmaxFamily family, RandomGenerator random) {
            LossCall call = LossCall.random(345, random);
            for (LossPath path : LossPath.values()) {
                Tensor sums = call.sumsOf(path.answer(family, call).logitsBar());
                Tensor scale = call.sumsOf(magnitudes(call));
                requireClose(path + ": sum of the row's gradient", Tensor.zeros(sums.shape()), sums, call, scale);
            }
        }
    },
    CLASS_INDICES_ARE_ONE_HOT_TARGETS {
        @Override
        void check(SoftmaxFamily family, RandomGenerator random) {
            LossCall call = LossCall.random(345, random);
            Tensor indices = Reductions.argmax(call.targets(), call.axis());
            Tensor oneHot = Indexing.oneHot(indices, call.axis(), call.classes());
            for (IndexedLoss loss : IndexedLoss.values()) {
                Tensor operand = loss.operand(call);
                require(
                        loss + " of class indices",
                        loss.gradient(family, call, operand, indices)
                                .equals(loss.gradient(family, call, operand, oneHot)),
                        indices,
                        oneHot);
            }
        }
    },
    TEMPERATURE_SCALES_THE_GRADIENT {
        @Override
        void check(SoftmaxFamily family, RandomGenerator random) {
            LossCall call = LossCall.random(100, random);
            Tensor beta = Tensor.scalar(Math.exp(random.nextDouble(-2, 1)));
            LossCall scaled = call.with(multiply(call.logits(), beta));
            for (LossPath path : LossPath.values()) {
                Tensor plain = path.answer(family, scaled).logitsBar();
                Tape tape = new Tape();
                Node z = tape.leaf(call.logits());
                Node b = tape.leaf(beta);
                Node loss = path.loss(family, call, family.temper().apply(z, b), Node.constant(call.targets()));
                Gradients gradients = tape.backward(loss, call.lossBar());
                require(path + ": ∂z = β ∂(βz)", gradients.of(z).equals(multiply(plain, beta)), plain, gradients.of(z));
                Tensor products = multiply(call.logits(), plain);
                Tensor expected = Reductions.sum(products);
                Tensor scale = Reductions.sum(map(products, Math::abs));
                requireClose(path + ": ∂β = Σ z ∂(βz)", expected, gradients.of(b), call, scale);
            }
        }
    },
    TWO_CLASSES_ARE_THE_LOGISTIC_LOSS {
        @Override
        void check(SoftmaxFamily family, RandomGenerator random) {
            Tensor logits = LossCall.logits(Shape.of(2), 345, random);
            LossCall call =
                    new LossCall(logits, Tensor.of(1, 0), 0, Reduction.SUM, Tensor.normal(Shape.SCALAR, 0, 1, random));
            Tape tape = new Tape();
            Node z = tape.leaf(logits);
            Node logistic = Ops.softplus(Ops.subtract(Ops.slice(z, 0, 1, 2), Ops.slice(z, 0, 0, 1)));
            Tensor logisticBar =
                    tape.backward(logistic, Tensor.of(call.lossBar().item()), z).of(z);
            double margin = Math.abs(logits.get(1) - logits.get(0));
            for (LossPath path : LossPath.values()) {
                Answer answer = path.answer(family, call);
                // the logistic loss sees the rounded margin, which exp magnifies by as much as the margin is large
                Tensor lossScale = Tensor.scalar(1 + margin);
                Tensor gradientScale = multiply(magnitudes(call), 1 + margin);
                Tensor expected = Layout.reshape(logistic.value(), Shape.SCALAR);
                requireClose(path + " and softplus: loss", expected, answer.loss(), call, lossScale);
                requireClose(path + " and softplus: gradient", logisticBar, answer.logitsBar(), call, gradientScale);
            }
        }
    },
    HESSIAN_IS_POSITIVE_SEMIDEFINITE {
        @Override
        void check(SoftmaxFamily family, RandomGenerator random) {
            LossCall call = LossCall.random(150, random);
            LossCall positive = new LossCall(
                    call.logits(), call.targets(), call.axis(), call.reduction(), map(call.lossBar(), Math::abs));
            Tensor direction = Tensor.normal(call.logits().shape(), 0, 1, random);
            Tensor largest = positive.largest(multiply(magnitudes(positive), 16));
            double scale = Reductions.sum(multiply(largest, multiply(direction, direction)))
                    .item();
            for (LossPath path : LossPath.values()) {
                Tensor product = path.hessianProduct(family, positive, direction);
                double curvature = Reductions.sum(multiply(product, direction)).item();
                require(path + ": vᵀ H v ≥ 0", curvature >= -tolerance(positive.logits()) * scale, 0, curvature);
            }
        }
    },
    GRADIENT_IS_AT_MOST_THE_SUM_OF_TARGETS {
        @Override
        void check(SoftmaxFamily family, RandomGenerator random) {
            LossCall call = LossCall.random(345, random);
            Tensor bounds = map(multiply(factors(call), call.sumsOf(call.targets())), Math::abs);
            for (LossPath path : LossPath.values()) {
                Tensor logitsBar = path.answer(family, call).logitsBar();
                Tensor over = zip(
                        map(logitsBar, Math::abs), bounds, (g, bound) -> g - bound * (1 + tolerance(call.logits())));
                require(path + ": |∂z| ≤ A", Reductions.max(over).item() <= 0, bounds, logitsBar);
            }
        }
    },
    AN_IMPOSSIBLE_CLASS_CHANGES_NOTHING {
        @Override
        void check(SoftmaxFamily family, RandomGenerator random) {
            LossCall call = LossCall.random(345, random);
            Tensor none = Tensor.full(call.logits().shape().with(call.axis(), 1), Double.NEGATIVE_INFINITY);
            Tensor nought = Tensor.zeros(none.shape());
            LossCall more = new LossCall(
                    Layout.concatenate(call.axis(), call.logits(), none),
                    Layout.concatenate(call.axis(), call.targets(), nought),
                    call.axis(),
                    call.reduction(),
                    call.lossBar());
            for (LossPath path : LossPath.values()) {
                if (path != LossPath.SOFTMAX_LOG_SUM) { // its 0 · log 0 is NaN, which its own test asserts
                    Answer before = path.answer(family, call);
                    Answer after = path.answer(family, more);
                    Tensor expected = Layout.concatenate(call.axis(), before.logitsBar(), nought);
                    require(path + " with a −∞ class: loss", before.loss().equals(after.loss()), before, after);
                    requireClose(
                            path + " with a −∞ class: gradient", expected, after.logitsBar(), more, magnitudes(more));
                }
            }
        }
    };

    /** How many roundings a class may cost on the way to one entry, on any path. */
    private static final int ROUNDINGS = 8;

    private static final double U = 0x1p-53;

    abstract void check(SoftmaxFamily family, RandomGenerator random);

    /** The losses that take targets of either kind. */
    private enum IndexedLoss {
        CROSS_ENTROPY,
        FUSED;

        Tensor operand(LossCall call) {
            return this == FUSED ? call.logits() : SoftmaxKernels.softmax(call.logits(), call.axis());
        }

        Tensor gradient(SoftmaxFamily family, LossCall call, Tensor operand, Tensor targets) {
            Tape tape = new Tape();
            Node x = tape.leaf(operand);
            Node loss = (this == FUSED
                            ? family.softmaxCrossEntropy(call.axis(), call.reduction())
                            : family.crossEntropy(call.axis(), call.reduction()))
                    .apply(x, Node.constant(targets));
            return tape.backward(loss, call.lossBar(), x).of(x);
        }
    }

    /** The cotangent w of each row's loss, of extent 1 along the class axis. */
    private static Tensor factors(LossCall call) {
        return new Targets(call.logits().shape(), Node.constant(call.targets()), call.axis(), call.options())
                .rowCotangents(Node.constant(call.lossBar()))
                .value();
    }

    /** |w| (|t| + s Σ|t|): what an entry of the logits' gradient is a difference of. */
    private static Tensor magnitudes(LossCall call) {
        Tensor t = map(call.targets(), Math::abs);
        Tensor s = SoftmaxKernels.softmax(call.logits(), call.axis());
        return multiply(map(factors(call), Math::abs), add(t, multiply(s, call.sumsOf(t))));
    }

    private static double tolerance(Tensor logits) {
        return ROUNDINGS * U * (1 + logits.size());
    }

    static void requireClose(String what, Tensor expected, Tensor actual, LossCall call, Tensor scale) {
        requireClose(what, expected, actual, call.logits(), scale);
    }

    static void requireClose(String what, Tensor expected, Tensor actual, Tensor logits, Tensor scale) {
        Tensor off = map(subtract(expected, actual), Math::abs);
        // the least normal number: what underflows is lost to any path
        Tensor allowed = map(scale, magnitude -> tolerance(logits) * magnitude + Double.MIN_NORMAL);
        Tensor excess = zip(off, allowed, (error, bound) -> error <= bound ? 0 : 1);
        require(what, Reductions.sum(excess).item() == 0, expected, actual);
    }

    static void require(String what, boolean holds, Object expected, Object actual) {
        if (!holds) {
            throw new AssertionError(what + "\n  expected " + expected + "\n  actual   " + actual);
        }
    }

    private static int[] shuffled(int n, RandomGenerator random) {
        int[] order = IntStream.range(0, n).toArray();
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    private static Tensor picked(Tensor x, int axis, int... order) {
        Tensor[] parts = Arrays.stream(order)
                .mapToObj(k -> Layout.slice(x, axis, k, k + 1))
                .toArray(Tensor[]::new);
        return parts.length == 0 ? Tensor.zeros(x.shape().with(axis, 0)) : Layout.concatenate(axis, parts);
    }

    private static LossCall rowsOf(LossCall call, int... rows) {
        return new LossCall(
                picked(call.logits(), 0, rows),
                picked(call.targets(), 0, rows),
                call.axis(),
                call.reduction(),
                picked(call.lossBar(), 0, rows));
    }
}
