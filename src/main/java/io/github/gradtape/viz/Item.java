package io.github.gradtape.viz;

import java.util.ArrayList;
import java.util.List;

/**
 * What stands in a layer: a box, or a waypoint where an edge passes it.
 *
 * <p>All edges from one box to layers further down share their waypoints: one trunk, from which they branch off.
 */
final class Item {

    /** What may be aligned with what: the path of the ops is straight first, then long edges, and leaves give way. */
    enum Rank {
        LEAF(1),
        WAYPOINT(1e3),
        OP(1e6);

        final double weight;

        Rank(double weight) {
            this.weight = weight;
        }
    }

    /** An edge, or a part of it, from an item to one in the next layer, which it reaches so far beside its middle. */
    record Link(Item from, Item to, double port) {

        Rank rank() {
            return from.rank.compareTo(to.rank) < 0 ? from.rank : to.rank;
        }

        /** Where it would start if it ended at the middle of its item there. */
        double startPosition() {
            return from.position - portPosition();
        }

        /** Where it ends among the items of its layer. */
        double endPosition() {
            return to.position + portPosition();
        }

        private double portPosition() {
            return port == 0 ? 0 : port / to.width;
        }

        double endX() {
            return to.x + port;
        }
    }

    final Rank rank;
    final int layer;
    final double width;
    final List<Link> up = new ArrayList<>();
    final List<Link> down = new ArrayList<>();

    /** The waypoint where its edges to layers further down go on, null if there are none. */
    Item trunk;

    /** The place in the layer's order, counted from 0. */
    int position;

    /** The middle from left to right. */
    double x;

    /** Where edges end at it. */
    double top;

    /** Where edges start from it. */
    double bottom;

    Item(Rank rank, int layer, double width) {
        this.rank = rank;
        this.layer = layer;
        this.width = width;
    }

    void linkTo(Item to, double port) {
        Link link = new Link(this, to, port);
        down.add(link);
        to.up.add(link);
    }
}
