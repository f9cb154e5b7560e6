/** Writes models of built-in layers in the ONNX format, to be run outside of Java. */
package io.github.gradtape.nn.onnx;
