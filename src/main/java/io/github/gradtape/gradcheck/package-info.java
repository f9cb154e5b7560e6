/**
 * Checks of any op's derivatives against its values, without a test framework.
 *
 * <p>A {@link io.github.gradtape.gradcheck.Domain} says which calls of an op are valid, a
 * {@link io.github.gradtape.gradcheck.Law} says what every derivative obeys.
 */
package io.github.gradtape.gradcheck;
