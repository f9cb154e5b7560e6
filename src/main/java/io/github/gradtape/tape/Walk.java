package io.github.gradtape.tape;

import java.util.List;

/**
 * One backward pass: from an output down the tape to the wanted nodes.
 *
 * <p>A first sweep upwards marks the nodes that depend on a wanted one; only along these do cotangents flow. The walk itself
 * is one loop from the end, in which every node's cotangent is complete when the node is reached, and let go afterwards unless
 * it is wanted.
 */
final class Walk {

    private enum Need {
        DEPENDS_ON_WANTED,
        WANTED
    }

    /** One summand of a node's cotangent; a node used more than once has several. */
    private record Contribution(Node cotangent, Contribution earlier, int count) {}

    /**
     * So many summands of one cotangent are added up before there are more, lest all those of a node used very often wait for it.
     *
     * <p>The sum stands before the summands to come, so that its bits are those of all in one go.
     */
    static final int MOST_WAITING = 8;

    private final Tape tape;

    /** Null unless the tape is watching. */
    private final Watch watch;

    private final Node output;
    private final Node[] wanted;

    /** The index on the tape of the earliest wanted node; the arrays below begin there. */
    private final int first;

    private final Need[] needs;
    private final Contribution[] cotangents;

    Walk(Tape tape, Watch watch, Node output, Node... wanted) {
        this.tape = tape;
        this.watch = watch;
        this.output = output;
        this.wanted = wanted;
        int least = output.index() + 1;
        for (Node node : wanted) {
            least = Math.min(least, node.index());
        }
        this.first = least;
        this.needs = new Need[output.index() + 1 - first];
        this.cotangents = new Contribution[needs.length];
    }

    /** The cotangents of the wanted nodes, null for those that the output does not reach. */
    Node[] run(List<Node> nodes, Node seed) {
        mark(nodes);
        if (isNeeded(output)) {
            contribute(output, seed);
        }
        for (int i = needs.length - 1; i >= 0; i--) {
            if (cotangents[i] != null) {
                Node node = nodes.get(first + i);
                Node cotangent = total(node, cotangents[i]);
                cotangents[i] = needs[i] == Need.WANTED ? new Contribution(cotangent, null, 1) : null;
                pullBack(node, cotangent);
            }
        }
        Node[] result = new Node[wanted.length];
        for (int i = 0; i < wanted.length; i++) {
            int at = wanted[i].index() - first;
            result[i] = at < needs.length && cotangents[at] != null ? cotangents[at].cotangent : null;
        }
        return result;
    }

    private void mark(List<Node> nodes) {
        for (Node node : wanted) {
            if (node.index() <= output.index()) {
                needs[node.index() - first] = Need.WANTED;
            }
        }
        for (int i = 0; i < needs.length; i++) {
            if (needs[i] == null && dependsOnNeeded(nodes.get(first + i))) {
                needs[i] = Need.DEPENDS_ON_WANTED;
            }
        }
    }

    private boolean dependsOnNeeded(Node node) {
        for (Node primal : node.primalArray()) {
            if (isNeeded(primal)) {
                return true;
            }
        }
        return false;
    }

    private boolean isNeeded(Node node) {
        return node.isOn(tape) && node.index() >= first && needs[node.index() - first] != null;
    }

    private void pullBack(Node node, Node cotangent) {
        Node[] primals = node.primalArray();
        for (int k = 0; k < primals.length; k++) {
            if (isNeeded(primals[k])) {
                Node xBar = watch == null ? node.pullback(k, cotangent) : watch.pullback(node, k, cotangent);
                contribute(primals[k], xBar);
            }
        }
    }

    private void contribute(Node node, Node cotangent) {
        int i = node.index() - first;
        Contribution earlier = cotangents[i];
        Contribution latest = new Contribution(cotangent, earlier, earlier == null ? 1 : earlier.count + 1);
        cotangents[i] = latest.count < MOST_WAITING ? latest : new Contribution(total(node, latest), null, 1);
    }

    private Node total(Node node, Contribution latest) {
        if (latest.earlier == null) {
            return latest.cotangent;
        }
        Node[] summands = new Node[latest.count];
        for (Contribution c = latest; c != null; c = c.earlier) {
            summands[c.count - 1] = c.cotangent;
        }
        return watch == null ? new FanIn().apply(summands) : watch.sum(node, summands);
    }
}
