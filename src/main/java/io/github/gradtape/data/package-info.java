/**
 * Reads and makes data sets, samples of numbers each with a class; and reads and writes named tensors.
 *
 * <p>{@link io.github.gradtape.data.CsvFile}, {@link io.github.gradtape.data.IdxFolder} and
 * {@link io.github.gradtape.data.NpzFile} read data sets. {@link io.github.gradtape.data.LedDigits},
 * {@link io.github.gradtape.data.TwoSpirals}, {@link io.github.gradtape.data.Xor}, {@link io.github.gradtape.data.Blobs} and
 * {@link io.github.gradtape.data.Waveform} make some whose best possible accuracy is known. Tensors travel in
 * {@link io.github.gradtape.data.SafetensorsFile}, {@link io.github.gradtape.data.NpzFile} and
 * {@link io.github.gradtape.data.NpyFile}.
 */
package io.github.gradtape.data;
