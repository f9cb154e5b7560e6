package io.github.gradtape.nn.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.Map;

/** Models in ONNX's format as somebody else runs them. */
final class Onnxruntime {

    private Onnxruntime() {}

    /** What onnxruntime makes of a batch. */
    static Tensor run(byte[] model, Tensor x) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        long[] extents = Arrays.stream(x.shape().extents()).asLongStream().toArray();
        try (OrtSession session = environment.createSession(model);
                OnnxTensor input = OnnxTensor.createTensor(environment, DoubleBuffer.wrap(x.toArray()), extents);
                OrtSession.Result result = session.run(Map.of("x", input))) {
            OnnxTensor output = (OnnxTensor) result.get("y").orElseThrow();
            DoubleBuffer values = output.getDoubleBuffer();
            double[] copy = new double[values.remaining()];
            values.get(copy);
            int[] shape = Arrays.stream(output.getInfo().getShape())
                    .mapToInt(Math::toIntExact)
                    .toArray();
            return Tensor.adopt(Shape.of(shape), copy);
        }
    }
}
