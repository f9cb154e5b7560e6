package io.github.gradtape.cli;

import static io.github.gradtape.ops.Ops.add;
import static io.github.gradtape.ops.Ops.matmul;
import static io.github.gradtape.ops.Ops.tanh;

import io.github.gradtape.data.DataSet;
import io.github.gradtape.tape.Gradients;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Reductions;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A network of one hidden layer: z = tanh(x W1 + b1) W2 + b2.
 *
 * @param parameters W1, b1, W2 and b2
 */
record Network(List<Tensor> parameters) {

    static final List<String> PARAMETER_NAMES = List.of("W1", "b1", "W2", "b2");

    /** The loss of a batch and its gradients by the parameters. */
    record Step(double loss, List<Tensor> gradients) {}

    /** A network with random weights, on the scale that keeps tanh in its middle (Glorot and Bengio 2010), and zero biases. */
    static Network random(int inputs, int hidden, int classes, RandomGenerator random) {
        return new Network(List.of(
                weights(inputs, hidden, random), Tensor.zeros(Shape.of(hidden)),
                weights(hidden, classes, random), Tensor.zeros(Shape.of(classes))));
    }

    private static Tensor weights(int inputs, int outputs, RandomGenerator random) {
        double bound = Math.sqrt(6.0 / (inputs + outputs));
        return Tensor.uniform(Shape.of(inputs, outputs), -bound, bound, random);
    }

    static Node logits(Node x, List<Node> parameters) {
        Node hidden = tanh(add(matmul(x, parameters.get(0)), parameters.get(1)));
        return add(matmul(hidden, parameters.get(2)), parameters.get(3));
    }

    Step step(DataSet batch, LossPath path) {
        Tape tape = new Tape();
        List<Node> leaves = parameters.stream().map(tape::leaf).toList();
        Node logits = logits(Node.constant(batch.features()), leaves);
        Node loss = path.loss().apply(logits, Node.constant(batch.targets()));
        Gradients gradients = tape.backward(loss);
        return new Step(loss.value().item(), leaves.stream().map(gradients::of).toList());
    }

    /** This network after a step of gradient descent. */
    Network descended(List<Tensor> gradients, double rate) {
        return new Network(IntStream.range(0, parameters.size())
                .mapToObj(k -> Elementwise.zip(parameters.get(k), gradients.get(k), (p, g) -> p - rate * g))
                .toList());
    }

    /** The class of the largest logit of each row of x. */
    Tensor classify(Tensor x) {
        Node logits =
                logits(Node.constant(x), parameters.stream().map(Node::constant).toList());
        return Reductions.argmax(logits.value(), 1);
    }

    /** The share of samples that are classified right. */
    double accuracy(DataSet samples) {
        Tensor hits = Elementwise.zip(classify(samples.features()), samples.labels(), (a, b) -> a == b ? 1 : 0);
        return Reductions.mean(hits, false).item();
    }
}
