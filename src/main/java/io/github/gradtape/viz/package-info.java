/**
 * Pictures from nodes and tensors, as text that any browser or tool can draw.
 *
 * <p>{@link io.github.gradtape.viz.Graph} shows how a node was computed, {@link io.github.gradtape.viz.HeatMap} a matrix,
 * {@link io.github.gradtape.viz.LineChart} how a training went. Every SVG stands alone: no fonts, styles, scripts or identifiers of
 * its own, so that any number of them can be put into one page.
 */
package io.github.gradtape.viz;
