package io.github.gradtape.viz;

import io.github.gradtape.viz.Item.Link;
import io.github.gradtape.viz.Item.Rank;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Gives the ordered items of each layer their places from left to right: near their neighbours above and below in turn, and never
 * nearer to each other than they should be.
 */
final class Placement {

    private static final int SWEEPS = 12;
    private static final int PASSES = 3;

    private static final double BETWEEN_BOXES = 28;
    private static final double BESIDE_WAYPOINTS = 18;

    private Placement() {}

    /** Places every item, the leftmost one at a margin. */
    static void place(List<List<Item>> layers, double margin) {
        for (List<Item> layer : layers) {
            settle(layer, new double[layer.size()]);
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (List<Item> layer : layers) {
                settle(
                        layer,
                        wanted(
                                layer,
                                item -> item.up,
                                link -> link.from().x - (link.rank() == Rank.OP ? 0 : link.port())));
            }
            for (int i = layers.size() - 1; i >= 0; i--) {
                settle(layers.get(i), wanted(layers.get(i), item -> item.down, link -> link.endX()));
            }
        }
        for (int pass = 0; pass < PASSES; pass++) {
            layers.forEach(layer -> layer.forEach(item -> straighten(trunkFrom(item), layers)));
        }
        double left = layers.stream()
                .flatMap(List::stream)
                .mapToDouble(item -> item.x - item.width / 2)
                .min()
                .orElse(0);
        layers.forEach(layer -> layer.forEach(item -> item.x = margin + Math.rint(item.x - left)));
    }

    /** The waypoints from a first one down, none from any other item. */
    private static List<Item> trunkFrom(Item item) {
        List<Item> trunk = new ArrayList<>();
        boolean isFirst = item.rank == Rank.WAYPOINT && item.up.get(0).from().rank != Rank.WAYPOINT;
        for (Item next = isFirst ? item : null; next != null; next = next.trunk) {
            trunk.add(next);
        }
        return trunk;
    }

    /** Brings as many waypoints as possible into one line, and moves nothing else. */
    private static void straighten(List<Item> trunk, List<List<Item>> layers) {
        int start = 0;
        double low = Double.NEGATIVE_INFINITY;
        double high = Double.POSITIVE_INFINITY;
        for (int i = 0; i < trunk.size(); i++) {
            Item item = trunk.get(i);
            double least = least(item, layers.get(item.layer));
            double most = most(item, layers.get(item.layer));
            if (Math.max(low, least) > Math.min(high, most)) {
                line(trunk.subList(start, i), low, high);
                start = i;
                low = least;
                high = most;
            } else {
                low = Math.max(low, least);
                high = Math.min(high, most);
            }
        }
        line(trunk.subList(start, trunk.size()), low, high);
    }

    /** How far to the left an item may go. */
    private static double least(Item item, List<Item> layer) {
        if (item.position == 0) {
            return Double.NEGATIVE_INFINITY;
        }
        Item left = layer.get(item.position - 1);
        return left.x + distance(left, item);
    }

    /** How far to the right an item may go. */
    private static double most(Item item, List<Item> layer) {
        if (item.position == layer.size() - 1) {
            return Double.POSITIVE_INFINITY;
        }
        Item right = layer.get(item.position + 1);
        return right.x - distance(item, right);
    }

    /** Puts waypoints in one line, between two bounds and best right above where their edge ends. */
    private static void line(List<Item> run, double low, double high) {
        if (!run.isEmpty()) {
            List<Link> ends = run.get(run.size() - 1).down;
            double x = Math.max(low, Math.min(high, ends.get(ends.size() - 1).endX()));
            run.forEach(item -> item.x = x);
        }
    }

    /** Where each item would like to be: at the mean of its neighbours of the highest rank, or where it is. */
    private static double[] wanted(List<Item> layer, Function<Item, List<Link>> links, ToDoubleFunction<Link> place) {
        return layer.stream()
                .mapToDouble(item -> {
                    List<Link> all = links.apply(item);
                    Rank rank = all.stream()
                            .map(Link::rank)
                            .max(Comparator.naturalOrder())
                            .orElse(Rank.LEAF);
                    return all.stream()
                            .filter(link -> link.rank() == rank)
                            .mapToDouble(place)
                            .average()
                            .orElse(item.x);
                })
                .toArray();
    }

    /**
     * Moves the items as near to where they want to be as their order and distances allow: the weighted least squares, by pooling
     * adjacent violators.
     */
    private static void settle(List<Item> layer, double... wanted) {
        int count = layer.size();
        double[] offset = new double[count];
        double[] weight = new double[count];
        double[] place = new double[count];
        int[] start = new int[count];
        int blocks = 0;
        for (int i = 0; i < count; i++) {
            offset[i] = i == 0 ? 0 : offset[i - 1] + distance(layer.get(i - 1), layer.get(i));
            weight[blocks] = layer.get(i).rank.weight;
            place[blocks] = wanted[i] - offset[i];
            start[blocks] = i;
            blocks++;
            while (blocks > 1 && place[blocks - 2] > place[blocks - 1]) {
                double both = weight[blocks - 2] + weight[blocks - 1];
                place[blocks - 2] += (place[blocks - 1] - place[blocks - 2]) * weight[blocks - 1] / both;
                weight[blocks - 2] = both;
                blocks--;
            }
        }
        for (int block = 0; block < blocks; block++) {
            int end = block + 1 < blocks ? start[block + 1] : count;
            for (int i = start[block]; i < end; i++) {
                layer.get(i).x = place[block] + offset[i];
            }
        }
    }

    /** From the middle of one item to that of the next, at least. */
    private static double distance(Item left, Item right) {
        boolean boxes = left.rank != Rank.WAYPOINT && right.rank != Rank.WAYPOINT;
        return (left.width + right.width) / 2 + (boxes ? BETWEEN_BOXES : BESIDE_WAYPOINTS);
    }
}
