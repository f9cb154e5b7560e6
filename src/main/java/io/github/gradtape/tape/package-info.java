/**
 * The mechanism: ops are recorded on a tape in the order they ran, and the tape is walked backwards.
 *
 * <p>{@link io.github.gradtape.tape.Op} is all that an operation has to be, {@link io.github.gradtape.tape.Tape} records and
 * walks, and {@link io.github.gradtape.tape.Derivatives} gives derivatives as functions.
 */
package io.github.gradtape.tape;
