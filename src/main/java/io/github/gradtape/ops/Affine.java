package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.sumTo;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tensor.MatrixProduct;
import io.github.gradtape.tensor.Tensor;

/**
 * A matrix product and a shift of its rows: what {@link Add} makes of {@link Matmul}, bit for bit, without the product in between.
 *
 * <pre>
 * primals    X, W, b    […, m, k]; […, k, n], with these two axes swapped if transposed; [n]
 * output     Y          […, m, n]
 *                       Y = XW + b   Y = XWᵀ + b
 * pullbacks  X̄ =        ȲWᵀ          ȲW
 *            W̄ =        XᵀȲ          ȲᵀX            each summed over the batches along which its primal was repeated
 *            b̄ =        the sum of the rows of Ȳ
 * </pre>
 *
 * @param transposeWeight whether W is transposed
 */
public record Affine(boolean transposeWeight) implements Op {

    @Override
    public Tensor evaluate(Tensor... primals) {
        if (primals.length != 3) {
            throw new IllegalArgumentException("takes 3 primals, x, a weight and a bias, was given " + primals.length);
        }
        return MatrixProduct.affine(primals[0], primals[1], transposeWeight, primals[2]);
    }

    @Override
    public Node pullback(int primal, Node yBar, Node y, Node... primals) {
        return primal == 2
                ? sumTo(yBar, primals[2].shape())
                : new Matmul(false, transposeWeight).pullback(primal, yBar, y, primals[0], primals[1]);
    }

    /** The map with its transpose: {@code Affine[XWᵀ + b]}, and {@code Affine[]} if it has none. */
    @Override
    public String toString() {
        return transposeWeight ? "Affine[XWᵀ + b]" : "Affine[]";
    }
}
