/**
 * The operations, one record a file, and {@link io.github.gradtape.ops.Ops}, the static methods to call them by.
 *
 * <p>None of them is special: an op of the user's own is exactly as good as one of these.
 */
package io.github.gradtape.ops;
