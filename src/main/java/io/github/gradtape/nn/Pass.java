package io.github.gradtape.nn;

import io.github.gradtape.tape.Gradients;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * One pass of a batch through a network: hands the layers their parameters, and tells them whether it is one of training.
 *
 * <p>In training the parameters are leaves of a tape; otherwise they are constants, so that nothing is recorded
 * for them, unless nodes are given in their place.
 */
public final class Pass {

    private final Map<String, Tensor> values;

    /** Parameters that are nodes by now, of all layers: in training the leaves made so far. */
    private final Map<String, Node> nodes;

    /** Null unless training. */
    private final Tape tape;

    private final RandomGenerator random;
    private final String prefix;

    private Pass(
            Map<String, Tensor> values, Map<String, Node> nodes, Tape tape, RandomGenerator random, String prefix) {
        this.values = values;
        this.nodes = nodes;
        this.tape = tape;
        this.random = random;
        this.prefix = prefix;
    }

    /**
     * A pass that trains nothing.
     *
     * @param model the model whose values the layers are given, as constants
     * @return the pass
     */
    public static Pass evaluating(Model model) {
        return evaluating(model, Map.of());
    }

    /**
     * A pass that trains nothing, of a network as a function of its parameters: for a Hessian-vector product by the weights, say.
     *
     * @param model the model whose values the layers are given, as constants, but for
     * @param parameters nodes in place of some of them, by full name
     * @return the pass
     * @throws IllegalArgumentException if the model has no such parameter, or it is of another shape
     */
    public static Pass evaluating(Model model, Map<String, Node> parameters) {
        Map<String, Tensor> values = new LinkedHashMap<>();
        parameters.forEach((name, node) -> values.put(name, node.value()));
        return new Pass(model.with(values).parameters(), Map.copyOf(parameters), null, null, "");
    }

    /**
     * A pass of training: a new one for every step, as its leaves keep the values of this model.
     *
     * @param model the model whose values the layers are given, as leaves
     * @param tape the tape of the leaves
     * @param random what layers such as {@link Dropout} draw from
     * @return the pass
     */
    public static Pass training(Model model, Tape tape, RandomGenerator random) {
        return new Pass(model.parameters(), new LinkedHashMap<>(), tape, random, "");
    }

    /**
     * This pass for a layer within the one that was given it.
     *
     * @param layer the name under which the outer layer lists the {@linkplain Parameter#in parameters} of the inner one
     * @return the same pass, in which names are those of the inner layer
     */
    public Pass in(String layer) {
        return new Pass(values, nodes, tape, random, prefix + layer + ".");
    }

    /** The names of the layers that this pass is in, with dots between; empty for the whole network. */
    String place() {
        return prefix.isEmpty() ? prefix : prefix.substring(0, prefix.length() - 1);
    }

    /**
     * A parameter to be trained.
     *
     * @param name its name within the layer
     * @return a leaf in training, the same one whenever it is asked for; otherwise a constant, or the node given in its place
     * @throws IllegalArgumentException if the model has none of this name
     */
    public Node parameter(String name) {
        String full = prefix + name;
        if (isTraining()) {
            return nodes.computeIfAbsent(full, key -> tape.leaf(value(key)));
        }
        Node given = nodes.get(full);
        return given == null ? Node.constant(value(full)) : given;
    }

    /**
     * A parameter that training leaves as it is.
     *
     * @param name its name within the layer
     * @return a constant, or in a pass that trains nothing the node given in its place
     * @throws IllegalArgumentException if the model has none of this name
     */
    public Node fixed(String name) {
        return isTraining() ? Node.constant(value(prefix + name)) : parameter(name);
    }

    private Tensor value(String name) {
        Tensor value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no parameter " + name + "; the model has " + values.keySet());
        }
        return value;
    }

    /**
     * Whether this is a pass of training.
     *
     * @return true if it is
     */
    public boolean isTraining() {
        return tape != null;
    }

    /**
     * Where random numbers of a training pass come from.
     *
     * @return the generator that the pass was made with
     * @throws IllegalStateException if this pass trains nothing: what it computes must not depend on chance
     */
    public RandomGenerator random() {
        if (!isTraining()) {
            throw new IllegalStateException("random numbers are for training, but this pass evaluates");
        }
        return random;
    }

    /**
     * The gradients of a loss by the parameters that this pass was asked for.
     *
     * @param loss one number, made of what the network returned for this pass
     * @return the gradients by full name, in the order in which the parameters were first asked for; zeros for those that the loss
     *     does not depend on
     * @throws IllegalArgumentException if the loss depends on none of these parameters, as that of another pass, is on another tape,
     *     or has not exactly one element
     * @throws IllegalStateException if this pass trains nothing, or no layer has asked it for a parameter
     */
    public Map<String, Tensor> gradients(Node loss) {
        if (!isTraining()) {
            throw new IllegalStateException("gradients are of training, but this pass evaluates");
        }
        if (nodes.isEmpty()) {
            throw new IllegalStateException(
                    "no layer has asked this pass for a parameter to train: the network has none, or it"
                            + " was not applied by model.layer().apply(x, pass)");
        }
        Gradients gradients = tape.backward(loss, nodes.values().toArray(Node[]::new));
        if (nodes.values().stream().noneMatch(gradients::reached)) {
            throw new IllegalArgumentException("the loss depends on no parameter of this pass, which has handed out "
                    + nodes.keySet() + ": it must be made of what model.layer().apply(x, pass) returns");
        }
        Map<String, Tensor> named = new LinkedHashMap<>();
        nodes.forEach((name, leaf) -> named.put(name, gradients.of(leaf)));
        return Collections.unmodifiableMap(named);
    }
}
