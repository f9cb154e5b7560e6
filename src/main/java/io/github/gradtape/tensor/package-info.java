/**
 * Immutable dense tensors of doubles: plain arithmetic and the numeric kernels, without derivatives.
 *
 * <p>{@link io.github.gradtape.tensor.Tensor} is the value; the other classes hold functions on it, one topic each.
 */
package io.github.gradtape.tensor;
