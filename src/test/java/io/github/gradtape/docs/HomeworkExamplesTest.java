package io.github.gradtape.docs;

import io.github.gradtape.tensor.Tensor;
import io.github.gradtape.viz.LineChart;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The picture of docs/homework.md, drawn from the numbers that the commands there print. */
class HomeworkExamplesTest extends Examples {

    @Test
    void theEffectOfTheRate() throws IOException {
        String svg = LineChart.of("epoch", "loss on the test samples")
                .withCurve(
                        "rate 0.001",
                        Tensor.of(
                                2.150579, 2.003207, 1.844858, 1.675277, 1.510012, 1.356481, 1.220367, 1.103597,
                                1.004062, 0.920224))
                .withCurve(
                        "rate 0.01",
                        Tensor.of(
                                0.932064, 0.559287, 0.449497, 0.385178, 0.347856, 0.336711, 0.307132, 0.294950,
                                0.292408, 0.274631))
                .withCurve(
                        "rate 0.1",
                        Tensor.of(
                                0.354780, 0.240090, 0.275239, 0.194642, 0.169529, 0.178356, 0.185385, 0.154840,
                                0.174425, 0.169419))
                .withCurve(
                        "rate 1",
                        Tensor.of(
                                1.989021, 2.305608, 2.314196, 2.306360, 2.308255, 2.308951, 2.309953, 2.303948,
                                2.304225, 2.304134))
                .withLogScale()
                .svg();
        PicturesExamplesTest.assertDrawn(svg, "rates.svg");
    }
}
