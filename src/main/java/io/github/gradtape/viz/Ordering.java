package io.github.gradtape.viz;

import io.github.gradtape.viz.Item.Link;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Orders the items of each layer so that few edges cross: by the barycentres of their neighbours above and below in turn, and by
 * exchanging neighbours, as in Gansner et al. 1993, "A technique for drawing directed graphs".
 */
final class Ordering {

    private static final int SWEEPS = 12;

    private Ordering() {}

    /** Sorts each layer, and tells its items their positions. */
    static void order(List<List<Item>> layers) {
        layers.forEach(Ordering::number);
        List<List<Item>> best = copy(layers);
        int fewest = crossings(layers);
        for (int sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
            sweep(layers, sweep % 2 == 0);
            layers.forEach(Ordering::exchangeNeighbours);
            int crossings = crossings(layers);
            if (crossings < fewest) {
                fewest = crossings;
                best = copy(layers);
            }
        }
        for (int i = 0; i < layers.size(); i++) {
            layers.get(i).clear();
            layers.get(i).addAll(best.get(i));
            number(layers.get(i));
        }
    }

    private static List<List<Item>> copy(List<List<Item>> layers) {
        List<List<Item>> copy = new ArrayList<>();
        layers.forEach(layer -> copy.add(List.copyOf(layer)));
        return copy;
    }

    private static void number(List<Item> layer) {
        for (int i = 0; i < layer.size(); i++) {
            layer.get(i).position = i;
        }
    }

    private static void sweep(List<List<Item>> layers, boolean downwards) {
        for (int i = 0; i < layers.size(); i++) {
            if (downwards) {
                sort(layers.get(i), item -> item.up, Link::startPosition);
            } else {
                sort(layers.get(layers.size() - 1 - i), item -> item.down, Link::endPosition);
            }
        }
    }

    private static void sort(List<Item> layer, Function<Item, List<Link>> links, ToDoubleFunction<Link> wanted) {
        Map<Item, Double> barycentres = new HashMap<>();
        for (Item item : layer) {
            double barycentre =
                    links.apply(item).stream().mapToDouble(wanted).average().orElse(item.position);
            barycentres.put(item, barycentre);
        }
        layer.sort(Comparator.comparing(barycentres::get));
        number(layer);
    }

    private static void exchangeNeighbours(List<Item> layer) {
        for (int i = 1; i < layer.size(); i++) {
            Item left = layer.get(i - 1);
            Item right = layer.get(i);
            if (crossings(right, left) < crossings(left, right)) {
                layer.set(i - 1, right);
                layer.set(i, left);
                right.position = i - 1;
                left.position = i;
            }
        }
    }

    /** How often the edges of two neighbours cross, if the first stands on the left. */
    private static int crossings(Item left, Item right) {
        int crossings = 0;
        for (Link a : left.up) {
            for (Link b : right.up) {
                crossings += a.from().position > b.from().position ? 1 : 0;
            }
        }
        for (Link a : left.down) {
            for (Link b : right.down) {
                crossings += a.endPosition() > b.endPosition() ? 1 : 0;
            }
        }
        return crossings;
    }

    /** Edges in the order in which they start cross as often as sorting them by their ends exchanges two. */
    private static int crossings(List<List<Item>> layers) {
        int crossings = 0;
        for (List<Item> layer : layers) {
            double[] ends = layer.stream()
                    .flatMapToDouble(item ->
                            item.down.stream().mapToDouble(Link::endPosition).sorted())
                    .toArray();
            for (int i = 1; i < ends.length; i++) {
                double end = ends[i];
                int place = i;
                for (; place > 0 && ends[place - 1] > end; place--) {
                    ends[place] = ends[place - 1];
                    crossings++;
                }
                ends[place] = end;
            }
        }
        return crossings;
    }
}
