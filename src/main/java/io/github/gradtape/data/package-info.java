/**
 * Reads and makes data sets: rows of numbers, each with a class.
 *
 * <p>{@link io.github.gradtape.data.CsvFile} and {@link io.github.gradtape.data.IdxFolder} read them,
 * {@link io.github.gradtape.data.LedDigits} makes one whose best possible accuracy is known.
 */
package io.github.gradtape.data;
