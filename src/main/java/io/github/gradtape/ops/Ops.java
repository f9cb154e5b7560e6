package io.github.gradtape.ops;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Shape;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The operations as static methods, made to be imported statically: {@code softmax(affine(x, w, b))}.
 *
 * <p>Most apply the op record of the same name, whose page gives formula, pullbacks and special cases; the others are made of
 * these. Every argument of type {@link Node} is a primal: give {@link Node#constant} for what no gradient
 * shall flow to. Binary ones broadcast as NumPy does. All throw {@link IllegalArgumentException}, naming the op and the shapes,
 * if the primals do not fit each other or there is no such axis, and the op alone if a setting fits no shapes at all; a negative axis
 * counts from the end.
 */
public final class Ops {

    private Ops() {}

    // Arithmetic, element by element

    /**
     * The sum a + b.
     *
     * @param a the first summand
     * @param b the second summand
     * @return the sum, of the common shape
     */
    public static Node add(Node a, Node b) {
        return new Add().apply(a, b);
    }

    /**
     * The difference a − b.
     *
     * @param a the minuend
     * @param b the subtrahend
     * @return the difference, of the common shape
     */
    public static Node subtract(Node a, Node b) {
        return new Subtract().apply(a, b);
    }

    /**
     * The product a ⊙ b.
     *
     * @param a the first factor
     * @param b the second factor
     * @return the product, of the common shape
     */
    public static Node multiply(Node a, Node b) {
        return new Multiply().apply(a, b);
    }

    /**
     * The quotient a / b.
     *
     * @param a the dividend
     * @param b the divisor
     * @return the quotient, of the common shape
     */
    public static Node divide(Node a, Node b) {
        return new Divide().apply(a, b);
    }

    /**
     * The negative −x.
     *
     * @param x any node
     * @return the negative
     */
    public static Node negate(Node x) {
        return new Negate().apply(x);
    }

    /**
     * The power xᵖ; the exponent is a primal, too.
     *
     * @param x the base
     * @param exponent the exponent p
     * @return the power, of the common shape
     */
    public static Node power(Node x, Node exponent) {
        return new Power().apply(x, exponent);
    }

    /**
     * The square x².
     *
     * @param x any node
     * @return the square
     */
    public static Node square(Node x) {
        return new Square().apply(x);
    }

    /**
     * The square root √x.
     *
     * @param x a node, not negative
     * @return the root
     */
    public static Node sqrt(Node x) {
        return new Sqrt().apply(x);
    }

    // Functions of one value

    /**
     * The exponential eˣ.
     *
     * @param x any node
     * @return the exponential
     */
    public static Node exp(Node x) {
        return new Exp().apply(x);
    }

    /**
     * The exponential less one, eˣ − 1, accurate near 0.
     *
     * @param x any node
     * @return the exponential less one
     */
    public static Node expm1(Node x) {
        return new Expm1().apply(x);
    }

    /**
     * The natural logarithm log x.
     *
     * @param x a node, not negative
     * @return the logarithm
     */
    public static Node log(Node x) {
        return new Log().apply(x);
    }

    /**
     * The logarithm of one more, log(1 + x), accurate near 0.
     *
     * @param x a node, not less than −1
     * @return the logarithm
     */
    public static Node log1p(Node x) {
        return new Log1p().apply(x);
    }

    /**
     * The sine.
     *
     * @param x angles in radians
     * @return the sine
     */
    public static Node sin(Node x) {
        return new Sin().apply(x);
    }

    /**
     * The cosine.
     *
     * @param x angles in radians
     * @return the cosine
     */
    public static Node cos(Node x) {
        return new Cos().apply(x);
    }

    /**
     * The error function 2/√π · ∫₀ˣ exp(−t²) dt.
     *
     * @param x any node
     * @return the error function
     */
    public static Node erf(Node x) {
        return new Erf().apply(x);
    }

    /**
     * The complementary error function 1 − erf x, accurate where it is small.
     *
     * @param x any node
     * @return the complementary error function
     */
    public static Node erfc(Node x) {
        return new Erfc().apply(x);
    }

    /**
     * The absolute value; its derivative at 0 is taken as 0.
     *
     * @param x any node
     * @return the absolute value
     */
    public static Node abs(Node x) {
        return new Abs().apply(x);
    }

    // Activations

    /**
     * The hyperbolic tangent.
     *
     * @param x any node
     * @return the hyperbolic tangent
     */
    public static Node tanh(Node x) {
        return new Tanh().apply(x);
    }

    /**
     * The logistic function 1 / (1 + e⁻ˣ).
     *
     * @param x any node
     * @return the logistic function
     */
    public static Node sigmoid(Node x) {
        return new Sigmoid().apply(x);
    }

    /**
     * The softplus log(1 + eˣ), without overflow.
     *
     * @param x any node
     * @return the softplus
     */
    public static Node softplus(Node x) {
        return new Softplus().apply(x);
    }

    /**
     * The rectifier max(x, 0); its derivative at 0 is taken as 0.
     *
     * @param x any node
     * @return the rectified values
     */
    public static Node relu(Node x) {
        return new Relu().apply(x);
    }

    /**
     * The leaky rectifier: x where positive, slope · x elsewhere; its derivative at 0 is taken as the slope.
     *
     * @param x any node
     * @param slope the factor of values that are not positive
     * @return the rectified values
     */
    public static Node leakyRelu(Node x, double slope) {
        return new LeakyRelu(slope).apply(x);
    }

    /**
     * The Gaussian error linear unit x Φ(x), with the normal distribution function Φ itself, not an approximation.
     *
     * @param x any node
     * @return the unit's values
     */
    public static Node gelu(Node x) {
        return new Gelu().apply(x);
    }

    /**
     * The sigmoid linear unit x σ(x), also called swish.
     *
     * @param x any node
     * @return the unit's values
     */
    public static Node silu(Node x) {
        return new Silu().apply(x);
    }

    /**
     * The value, kept within bounds; the derivative at a bound is taken as 0.
     *
     * @param x any node
     * @param low the lower bound
     * @param high the upper bound, not less than the lower one
     * @return the clamped values
     */
    public static Node clamp(Node x, double low, double high) {
        return new Clamp(low, high).apply(x);
    }

    // Choices

    /**
     * The larger of two; where they are equal, each gets half of the cotangent.
     *
     * @param a the first
     * @param b the second
     * @return the larger ones, of the common shape
     */
    public static Node maximum(Node a, Node b) {
        return new Maximum().apply(a, b);
    }

    /**
     * The smaller of two, −max(−a, −b); where they are equal, each gets half of the cotangent.
     *
     * @param a the first
     * @param b the second
     * @return the smaller ones, of the common shape
     */
    public static Node minimum(Node a, Node b) {
        return negate(maximum(negate(a), negate(b)));
    }

    /**
     * One value where a condition holds, another where it does not.
     *
     * @param condition not 0 where it holds; no gradient flows to it
     * @param a the values where it holds
     * @param b the values where it does not
     * @return the chosen values, of the common shape
     */
    public static Node where(Node condition, Node a, Node b) {
        return new Where().apply(condition, a, b);
    }

    // Reductions

    /**
     * The sum along axes.
     *
     * @param x any node
     * @param axes the axes to sum along, none for all
     * @return the sums, without those axes
     */
    public static Node sum(Node x, int... axes) {
        return reshape(sumTo(x, collapsed("sum", x, axes)), x.shape().without(axes));
    }

    /**
     * The sum along axes that stay, with extent 1, so that the result broadcasts to the primal.
     *
     * @param x any node
     * @param axes the axes to sum along, none for all
     * @return the sums
     */
    public static Node sumKept(Node x, int... axes) {
        return sumTo(x, collapsed("sumKept", x, axes));
    }

    /**
     * The mean along axes: the sum divided by the number of elements.
     *
     * @param x any node
     * @param axes the axes to average along, none for all
     * @return the means, without those axes
     */
    public static Node mean(Node x, int... axes) {
        Node sum = reshape(sumTo(x, collapsed("mean", x, axes)), x.shape().without(axes));
        return divide(sum, Node.constant((double) x.value().size() / sum.value().size()));
    }

    /**
     * The largest value along axes; ties share the cotangent evenly.
     *
     * @param x any node
     * @param axes the axes to reduce, none for all
     * @return the largest values, without those axes
     */
    public static Node max(Node x, int... axes) {
        return largest("max", x, axes);
    }

    /**
     * The least value along axes, −max(−x); ties share the cotangent evenly.
     *
     * @param x any node
     * @param axes the axes to reduce, none for all
     * @return the least values, without those axes
     */
    public static Node min(Node x, int... axes) {
        return negate(largest("min", negate(x), axes));
    }

    // Shape and place

    /**
     * Repetition to a larger shape.
     *
     * @param x a node whose shape broadcasts to the one wanted
     * @param shape the shape wanted
     * @return the repeated values; the node itself if it has that shape
     */
    public static Node broadcastTo(Node x, Shape shape) {
        return x.shape().equals(shape) ? x : new BroadcastTo(shape).apply(x);
    }

    /**
     * The sum down to a smaller shape, which broadcasts to the primal's: the transpose of {@link #broadcastTo}.
     *
     * @param x any node
     * @param shape the shape wanted
     * @return the sums; the node itself if it has that shape
     */
    public static Node sumTo(Node x, Shape shape) {
        return x.shape().equals(shape) ? x : new SumTo(shape).apply(x);
    }

    /**
     * The same elements in row-major order under another shape.
     *
     * @param x any node
     * @param shape a shape of as many elements
     * @return the reshaped values; the node itself if it has that shape
     */
    public static Node reshape(Node x, Shape shape) {
        return x.shape().equals(shape) ? x : new Reshape(shape).apply(x);
    }

    /**
     * The transpose: the last two axes swapped.
     *
     * @param x a node of rank 2 or more
     * @return the transpose
     */
    public static Node transpose(Node x) {
        int rank = x.shape().rank();
        if (rank < 2) {
            throw new IllegalArgumentException("transpose of " + x.shape() + ": needs at least two axes");
        }
        int[] axes = IntStream.range(0, rank).toArray();
        axes[rank - 2] = rank - 1;
        axes[rank - 1] = rank - 2;
        return permute(x, axes);
    }

    /**
     * The axes in another order: axis i of the result is axis axes[i] of the primal.
     *
     * @param x any node
     * @param axes every axis once
     * @return the permuted values
     */
    public static Node permute(Node x, int... axes) {
        return new Permute(IntStream.of(axes).boxed().toList()).apply(x);
    }

    /**
     * A stretch of one axis.
     *
     * <p>What it pulls back is as large as x, so that n slices of one x take n times that in a backward pass; {@link #unstack} does not.
     *
     * @param x any node
     * @param axis the axis
     * @param from the first position kept
     * @param to one past the last position kept
     * @return the stretch
     */
    public static Node slice(Node x, int axis, int from, int to) {
        return new Slice(axis, from, to).apply(x);
    }

    /**
     * Zeros added before and after along one axis: the transpose of {@link #slice}.
     *
     * @param x any node
     * @param axis the axis
     * @param before how many zeros in front
     * @param after how many zeros behind
     * @return the padded values
     */
    public static Node pad(Node x, int axis, int before, int after) {
        return new Pad(axis, before, after).apply(x);
    }

    /**
     * Nodes joined along an axis.
     *
     * @param axis the axis
     * @param parts at least one node; the shapes differ along this axis at most
     * @return the joined values
     */
    public static Node concatenate(int axis, Node... parts) {
        return new Concatenate(axis).apply(parts);
    }

    /**
     * Nodes of one shape, side by side along a new axis.
     *
     * @param axis where the new axis stands in the result, negative to count from its end
     * @param parts at least one node; all of one shape
     * @return the stacked values, of one axis more
     */
    public static Node stack(int axis, Node... parts) {
        return Concatenate.alongNewAxis(axis, parts);
    }

    /**
     * The positions of an axis one by one, as the steps of a sequence: what {@link #stack} puts together.
     *
     * <p>What n of them pull back takes log₂ n times the size of x, not n times as that of n slices.
     *
     * @param x any node
     * @param axis the axis
     * @return a node for each position, without the axis
     */
    public static List<Node> unstack(Node x, int axis) {
        return Slice.positions(x, named("unstack", x.shape(), shape -> shape.axis(axis)));
    }

    /**
     * Elements picked along an axis: y[…, i, …] = x[…, indices[…, i, …], …].
     *
     * @param x any node
     * @param axis the axis
     * @param indices whole numbers within the axis's extent, of the rank of x and its extents along the other axes; no gradient
     *     flows to them
     * @return the picked elements, of the shape of the indices
     */
    public static Node gather(Node x, int axis, Node indices) {
        return new Gather(axis).apply(x, indices);
    }

    /**
     * Elements added up at given places along an axis: the transpose of {@link #gather}.
     *
     * @param updates the elements
     * @param axis the axis
     * @param indices where each goes: whole numbers from 0 to extent − 1, of the shape of the updates; no gradient flows to them
     * @param extent the extent of the result along the axis
     * @return zeros, with every update added at its place
     */
    public static Node scatterAdd(Node updates, int axis, Node indices, int extent) {
        return new ScatterAdd(axis, extent).apply(updates, indices);
    }

    /**
     * The matrix product, of the last two axes; leading axes are batches and broadcast.
     *
     * @param a a node of rank 2 or more, or a vector, which counts as a row
     * @param b a node of rank 2 or more, or a vector, which counts as a column
     * @return the product; the axis that a vector was given is taken away again
     */
    public static Node matmul(Node a, Node b) {
        return Matmul.ofAnyRank(a, b);
    }

    /**
     * The affine map x w + b, of rows: a layer of a network without its activation.
     *
     * @param x a node of shape […, m, k]
     * @param w a node of shape […, k, n]
     * @param b a node of shape [n]
     * @return the {@link #matmul product} of the first two, with b added to each of its rows
     */
    public static Node affine(Node x, Node w, Node b) {
        return new Affine(false).apply(x, w, b);
    }

    // Images

    /**
     * Images cut into windows, as a convolution or a pooling of your own begins.
     *
     * @param x images of shape [n, c, h, w]
     * @param kernelHeight the height of a window
     * @param kernelWidth its width
     * @param stride how far each window is from the next, along both axes
     * @param padding how many zeros are thought of around each image, on each side
     * @return the windows, of shape [n, rows, columns, c, kernelHeight, kernelWidth]
     */
    public static Node unfold(Node x, int kernelHeight, int kernelWidth, int stride, int padding) {
        return new Unfold(kernelHeight, kernelWidth, stride, padding).apply(x);
    }

    /**
     * The convolution of images with filters, as networks mean it (the cross-correlation): the {@link #matmul product} of {@link
     * #unfold windows} and filters.
     *
     * @param x images of shape [n, c, h, w]
     * @param weight filters of shape [out, c, kernelHeight, kernelWidth]
     * @param stride how far the filters move, along both axes
     * @param padding how many zeros are thought of around each image, on each side
     * @return images of shape [n, out, rows, columns]
     */
    public static Node conv2d(Node x, Node weight, int stride, int padding) {
        return Convolution.conv2d(x, weight, stride, padding);
    }

    /**
     * The largest value of each of the squares that images are cut into; ties share the cotangent evenly.
     *
     * @param x images of shape [n, c, h, w]
     * @param size the side of a square; rows and columns left over below and on the right are ignored
     * @return images of shape [n, c, ⌊h / size⌋, ⌊w / size⌋]
     */
    public static Node maxPool2d(Node x, int size) {
        return Convolution.maxPool2d(x, size);
    }

    // The softmax family and its losses

    /**
     * The softmax of one row of logits, or of a batch of rows.
     *
     * @param logits a node of rank 1 or 2, classes along the last axis; name the axis for other ranks
     * @return the probabilities
     */
    public static Node softmax(Node logits) {
        return softmax(logits, ClassAxis.ofRows("softmax", logits));
    }

    /**
     * The softmax along an axis: exp(zᵢ) / Σₖ exp(zₖ).
     *
     * @param logits any node
     * @param axis the axis of the classes
     * @return the probabilities
     */
    public static Node softmax(Node logits, int axis) {
        return new Softmax(axis).apply(logits);
    }

    /**
     * The log-softmax of one row of logits, or of a batch of rows.
     *
     * @param logits a node of rank 1 or 2, classes along the last axis; name the axis for other ranks
     * @return the log-probabilities
     */
    public static Node logSoftmax(Node logits) {
        return logSoftmax(logits, ClassAxis.ofRows("logSoftmax", logits));
    }

    /**
     * The logarithm of the softmax along an axis, without its underflow: zᵢ − log Σₖ exp(zₖ).
     *
     * @param logits any node
     * @param axis the axis of the classes
     * @return the log-probabilities
     */
    public static Node logSoftmax(Node logits, int axis) {
        return new LogSoftmax(axis).apply(logits);
    }

    /**
     * The log-sum-exp along an axis, without overflow: log Σₖ exp(zₖ).
     *
     * @param logits any node
     * @param axis the axis summed along
     * @return the log-sum-exp, without that axis
     */
    public static Node logSumExp(Node logits, int axis) {
        return new LogSumExp(axis).apply(logits);
    }

    /**
     * Logits scaled by an inverse temperature: β z. Apply it before any op of the softmax family.
     *
     * @param logits any node; −∞ masks stay masks
     * @param beta the inverse temperature β, a scalar, positive and finite: a constant, or a node that gets its own gradient
     * @return the scaled logits
     */
    public static Node temper(Node logits, Node beta) {
        return new Temper().apply(logits, beta);
    }

    /**
     * The mean cross-entropy of probabilities, −Σ t log p a row; classes along axis 1, or 0 if there is just one.
     *
     * @param probabilities p, positive where the target is not 0
     * @param targets t, of the same shape, or class indices, of the shape without the class axis
     * @return the mean over the rows
     */
    public static Node crossEntropy(Node probabilities, Node targets) {
        return crossEntropy(probabilities, targets, LossOptions.mean());
    }

    /**
     * The cross-entropy of probabilities under options; classes along axis 1, or 0 if there is just one.
     *
     * @param probabilities p, positive where the target is not 0
     * @param targets t, of the same shape, or class indices, of the shape without the class axis
     * @param options reduction, smoothing, class weights, ignored label
     * @return the loss, reduced
     */
    public static Node crossEntropy(Node probabilities, Node targets, LossOptions options) {
        return new CrossEntropy(ClassAxis.of(probabilities), options).apply(probabilities, targets);
    }

    /**
     * The mean negative log-likelihood of log-probabilities, −Σ t l a row; classes along axis 1, or 0 if there is just one.
     *
     * @param logProbabilities l
     * @param targets t, of the same shape, or class indices, of the shape without the class axis
     * @return the mean over the rows
     */
    public static Node negativeLogLikelihood(Node logProbabilities, Node targets) {
        return negativeLogLikelihood(logProbabilities, targets, LossOptions.mean());
    }

    /**
     * The negative log-likelihood of log-probabilities under options; classes along axis 1, or 0 if there is just one.
     *
     * @param logProbabilities l
     * @param targets t, of the same shape, or class indices, of the shape without the class axis
     * @param options reduction, smoothing, class weights, ignored label
     * @return the loss, reduced
     */
    public static Node negativeLogLikelihood(Node logProbabilities, Node targets, LossOptions options) {
        return new NegativeLogLikelihood(ClassAxis.of(logProbabilities), options).apply(logProbabilities, targets);
    }

    /**
     * The mean cross-entropy of the softmax of logits, in one node; classes along axis 1, or 0 if there is just one.
     *
     * @param logits z
     * @param targets t, of the same shape, which need not sum to 1, or class indices, of the shape without the class axis
     * @return the mean over the rows
     */
    public static Node softmaxCrossEntropy(Node logits, Node targets) {
        return softmaxCrossEntropy(logits, targets, LossOptions.mean());
    }

    /**
     * The cross-entropy of the softmax of logits under options, in one node; classes along axis 1, or 0 if there is just one.
     *
     * @param logits z
     * @param targets t, of the same shape, which need not sum to 1, or class indices, of the shape without the class axis
     * @param options reduction, smoothing, class weights, ignored label, z-loss
     * @return the loss, reduced
     */
    public static Node softmaxCrossEntropy(Node logits, Node targets, LossOptions options) {
        return new SoftmaxCrossEntropy(ClassAxis.of(logits), options).apply(logits, targets);
    }

    /**
     * The mean logistic loss of independent yes-or-no answers, from logits; other reductions by {@link BinaryCrossEntropy}.
     *
     * @param logits z
     * @param targets t, of the same shape: the probability of yes, from 0 to 1; outside, which is not refused, the loss has no
     *     least value
     * @return the mean over the elements
     */
    public static Node binaryCrossEntropy(Node logits, Node targets) {
        return new BinaryCrossEntropy(Reduction.MEAN).apply(logits, targets);
    }

    private static Node largest(String name, Node x, int... axes) {
        return reshape(new MaxTo(collapsed(name, x, axes)).apply(x), x.shape().without(axes));
    }

    private static Shape collapsed(String name, Node x, int... axes) {
        return named(name, x.shape(), shape -> shape.collapsing(axes));
    }

    /** What is worked out of a shape before any op is applied, so that a refusal has to name the op here. */
    static <T> T named(String name, Shape shape, Function<Shape, T> arithmetic) {
        try {
            return arithmetic.apply(shape);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " of " + shape + ": " + e.getMessage(), e);
        }
    }
}
