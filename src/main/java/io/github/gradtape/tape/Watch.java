package io.github.gradtape.tape;

import io.github.gradtape.tensor.Tensor;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a watching tape does more than others: it remembers where each node was recorded, and throws at the op, the pullback or
 * the sum of cotangents that makes the first NaN or infinity out of finite numbers.
 *
 * <p>A pullback is judged by what it returns, never by the ops inside it, so that the verdict is the same whether the backward
 * pass is recorded or not, and an infinity that a pullback itself masks is nobody's fault.
 */
final class Watch {

    /** A line of the user's, and what happened there to the node. */
    record Place(String event, Optional<StackFrame> frame) {

        static Place here(String event) {
            return new Place(
                    event, STACK.walk(frames -> frames.filter(Watch::isOfUser).findFirst()));
        }

        @Override
        public String toString() {
            return event + " " + frame.map(line -> "at " + line).orElse("by no code of a user");
        }
    }

    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    /** The packages of the engine, wherever they may have been relocated to. */
    private static final Set<String> ENGINE = engine("tape", "ops", "tensor");

    /** By the place of the node on the tape. */
    private final List<Place> places = new ArrayList<>();

    private boolean pullingBack;

    private static Set<String> engine(String... packages) {
        String tape = Watch.class.getPackageName();
        String root = tape.substring(0, tape.lastIndexOf('.') + 1);
        return Set.of(Arrays.stream(packages).map(name -> root + name).toArray(String[]::new));
    }

    /**
     * Whether a frame belongs neither to the engine nor to the platform, through whose streams and functions an op may be applied.
     *
     * <p>Other packages of this project are users; so are classes in a package of the engine's name that come from elsewhere, as
     * tests do.
     */
    private static boolean isOfUser(StackFrame frame) {
        Class<?> type = frame.getDeclaringClass();
        boolean isOfEngine = ENGINE.contains(type.getPackageName())
                && type.getProtectionDomain().equals(Watch.class.getProtectionDomain());
        return !isOfEngine && !"java.base".equals(type.getModule().getName());
    }

    /** Lets a node onto the tape, as the next one, unless its op made the first number that is not finite. */
    void record(Node node) {
        Place here = Place.here("recorded");
        check(node, here);
        places.add(here);
    }

    /** Lets all nodes of another tape onto this one, or none: where each was recorded is not known there. */
    void join(List<Node> nodes) {
        Place here = Place.here("recorded by a derivative function, which met the tape");
        nodes.forEach(node -> check(node, here));
        nodes.forEach(node -> places.add(here));
    }

    private void check(Node node, Place place) {
        if (!pullingBack && node.op().isPresent() && NonFinite.isMadeOf(node.value(), values(node.primals()))) {
            NonFinite made = NonFinite.firstOf(node.value());
            throw new ArithmeticException(
                    call(node) + ": made " + made + " out of finite primals: " + primals(node, made) + "; " + place);
        }
    }

    /** The pullback of a node on the tape. */
    Node pullback(Node node, int primal, Node yBar) {
        Node xBar = unchecked(() -> node.pullback(primal, yBar));
        if (NonFinite.isMadeOf(xBar.value(), Stream.concat(Stream.of(yBar.value()), values(node.primals())))) {
            NonFinite made = NonFinite.firstOf(xBar.value());
            throw new ArithmeticException(call(node) + ": its pullback to primal " + primal + " made " + made
                    + " out of a finite cotangent and finite primals: " + made.beside("the cotangent", yBar.value())
                    + ", " + primals(node, made) + "; " + places.get(node.index()));
        }
        return xBar;
    }

    /** The sum of some or all cotangents of a node on the tape. */
    Node sum(Node node, Node... cotangents) {
        Node sum = unchecked(() -> new FanIn().apply(cotangents));
        if (NonFinite.isMadeOf(sum.value(), values(List.of(cotangents)))) {
            throw new ArithmeticException(
                    node.name() + " of shape " + node.shape() + ": cotangents of it, all of them finite, add up to "
                            + NonFinite.firstOf(sum.value()) + "; " + places.get(node.index()));
        }
        return sum;
    }

    /** What comes of a part of a backward pass, the ops of which are not checked. */
    private Node unchecked(Supplier<Node> part) {
        boolean before = pullingBack;
        pullingBack = true;
        try {
            return part.get();
        } finally {
            pullingBack = before;
        }
    }

    private static Stream<Tensor> values(List<Node> nodes) {
        return nodes.stream().map(Node::value);
    }

    private static String call(Node node) {
        return node.name() + " of " + node.primals().stream().map(Node::shape).toList();
    }

    private static String primals(Node node, NonFinite made) {
        StringJoiner text = new StringJoiner(", ");
        for (int k = 0; k < node.primals().size(); k++) {
            text.add(made.beside("primal " + k, node.primals().get(k).value()));
        }
        return text.toString();
    }
}
