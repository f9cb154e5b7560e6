package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.reshape;
import static io.github.gradtape.ops.Ops.sumTo;
import static io.github.gradtape.ops.Ops.transpose;

import io.github.gradtape.tape.BinaryOp;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.MatrixProduct;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;

/**
 * The matrix product of two matrices, or of batches of them, each as it is or transposed; no transposed copy is made.
 *
 * <pre>
 * primals    A, B      […, m, k] and […, k, n], with these two axes swapped if transposed; leading axes broadcast
 * output     Y         […, m, n]
 *                      Y = AB    Y = AᵀB   Y = ABᵀ   Y = AᵀBᵀ
 * pullbacks  Ā =       ȲBᵀ       BȲᵀ       ȲB        BᵀȲᵀ
 *            B̄ =       AᵀȲ       AȲ        ȲᵀA       ȲᵀAᵀ      each summed over the batches along which its primal was repeated
 * </pre>
 *
 * <p>The cotangent of one matrix B that meets a batch is one product of all rows, not one for each batch; so is that of one A that
 * is larger than a matrix of the batch, at the price of transposed copies of Ȳ and, unless B is transposed, of the batch.
 *
 * @param transposeFirst whether A is transposed
 * @param transposeSecond whether B is transposed
 */
public record Matmul(boolean transposeFirst, boolean transposeSecond) implements BinaryOp {

    /** The plain product, in which a vector counts as a row on the left and as a column on the right. */
    static Node ofAnyRank(Node a, Node b) {
        if (a.shape().rank() == 0 || b.shape().rank() == 0) {
            throw new IllegalArgumentException("matmul of " + a.shape() + " and " + b.shape()
                    + ": a scalar is neither a matrix nor a vector; multiply scales by it");
        }
        boolean isRow = a.shape().rank() == 1;
        boolean isColumn = b.shape().rank() == 1;
        Node left = isRow ? reshape(a, a.shape().inserting(0, 1)) : a;
        Node right = isColumn ? reshape(b, b.shape().inserting(1, 1)) : b;
        Node y = product(left, right, a, b);
        Shape withoutRow = isRow ? y.shape().without(-2) : y.shape();
        return reshape(y, isColumn ? withoutRow.without(-1) : withoutRow);
    }

    /** Of rows and columns, with errors in terms of the vectors that they were made of. */
    private static Node product(Node left, Node right, Node a, Node b) {
        try {
            return new Matmul(false, false).apply(left, right);
        } catch (IllegalArgumentException e) {
            if (left == a && right == b) {
                throw e;
            }
            throw new IllegalArgumentException(
                    "matmul of " + a.shape() + " and " + b.shape()
                            + ", a vector counting as a row on the left and as a column on the right: "
                            + e.getMessage(),
                    e);
        }
    }

    @Override
    public Tensor evaluate(Tensor a, Tensor b) {
        return MatrixProduct.matmul(a, transposeFirst, b, transposeSecond);
    }

    @Override
    public Node pullbackToFirst(Node yBar, Node y, Node a, Node b) {
        boolean isLargerThanEachOfB = y.shape().extent(-2) > y.shape().extent(-1);
        if (a.shape().rank() == 2 && b.shape().rank() > 2 && isLargerThanEachOfB) {
            return new Matmul(!transposeSecond, !transposeFirst).pullbackToSecond(transpose(yBar), y, b, a);
        }
        Node aBar = transposeFirst
                ? new Matmul(transposeSecond, true).apply(b, yBar)
                : new Matmul(false, !transposeSecond).apply(yBar, b);
        return sumTo(aBar, a.shape());
    }

    @Override
    public Node pullbackToSecond(Node yBar, Node y, Node a, Node b) {
        if (a.shape().rank() > 2 && b.shape().rank() == 2) {
            Node left = rows(transposeFirst ? transpose(a) : a);
            return new Matmul(false, transposeSecond).pullbackToSecond(rows(yBar), y, left, b);
        }
        Node bBar = transposeSecond
                ? new Matmul(true, transposeFirst).apply(yBar, a)
                : new Matmul(!transposeFirst, false).apply(a, yBar);
        return sumTo(bBar, b.shape());
    }

    /** The rows of all batches as those of one matrix. */
    private static Node rows(Node x) {
        Shape rows = x.shape().without(-1);
        return reshape(x, Shape.of(rows.size(), x.shape().extent(-1)));
    }

    /** The product with its transposes, such as {@code Matmul[AᵀB]}, and {@code Matmul[]} if it has none. */
    @Override
    public String toString() {
        String factors = (transposeFirst ? "Aᵀ" : "A") + (transposeSecond ? "Bᵀ" : "B");
        return "Matmul[" + (factors.equals("AB") ? "" : factors) + "]";
    }
}
