package io.github.gradtape.viz;

import io.github.gradtape.viz.Box.Kind;
import io.github.gradtape.viz.Item.Rank;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Boxes in layers, so that every edge leads down: by longest paths, but leaves and others that have more users than primals as
 * far down as their users let them.
 */
final class Layers {

    private final List<Box> boxes;

    /** The items of boxes, by their numbers. */
    final List<Item> items = new ArrayList<>();

    /** The boxes and waypoints of each layer. */
    final List<List<Item>> layers = new ArrayList<>();

    Layers(List<Box> boxes, double... widths) {
        this.boxes = boxes;
        int[] layerOf = layersOf(boxes);
        int count = Arrays.stream(layerOf).max().orElse(-1) + 1;
        for (int layer = 0; layer < count; layer++) {
            layers.add(new ArrayList<>());
        }
        for (Box box : boxes) {
            items.add(add(rank(box), layerOf[box.number()], widths[box.number()]));
        }
        linkAll();
    }

    private static Rank rank(Box box) {
        return box.kind() == Kind.OP ? Rank.OP : Rank.LEAF;
    }

    private static int[] layersOf(List<Box> boxes) {
        int count = boxes.size();
        int[] layer = new int[count];
        int[] users = new int[count];
        int[] firstUser = new int[count];
        Arrays.fill(firstUser, Integer.MAX_VALUE);
        for (Box box : boxes) {
            for (int primal : box.primals()) {
                layer[box.number()] = Math.max(layer[box.number()], layer[primal] + 1);
                users[primal]++;
            }
        }
        for (int i = count - 1; i >= 0; i--) {
            if (users[i] > boxes.get(i).primals().size()) {
                layer[i] = firstUser[i] - 1;
            }
            for (int primal : boxes.get(i).primals()) {
                firstUser[primal] = Math.min(firstUser[primal], layer[i]);
            }
        }
        return layer;
    }

    private Item add(Rank rank, int layer, double width) {
        Item item = new Item(rank, layer, width);
        layers.get(layer).add(item);
        return item;
    }

    private void linkAll() {
        for (Box box : boxes) {
            Item to = items.get(box.number());
            double[] ports = ports(box, to.width);
            for (int i = 0; i < ports.length; i++) {
                lastAbove(to, items.get(box.primals().get(i))).linkTo(to, ports[i]);
            }
        }
    }

    /** The item of a trunk right above another item; the trunk is made longer if it does not reach down there yet. */
    private Item lastAbove(Item to, Item from) {
        Item last = from;
        while (last.layer + 1 < to.layer) {
            if (last.trunk == null) {
                last.trunk = add(Rank.WAYPOINT, last.layer + 1, 0);
                last.linkTo(last.trunk, 0);
            }
            last = last.trunk;
        }
        return last;
    }

    /** Where edges reach a box: at equal distances, but if just one comes from an op right above, that one in the middle. */
    private double[] ports(Box box, double width) {
        int count = box.primals().size();
        int[] above = IntStream.range(0, count)
                .filter(i -> isRightAbove(box.primals().get(i), box))
                .toArray();
        double[] ports = new double[count];
        for (int i = 0; i < count; i++) {
            double share;
            if (above.length != 1) {
                share = (i + 1.0) / (count + 1);
            } else if (i <= above[0]) {
                share = (i + 1.0) / (above[0] + 1) / 2;
            } else {
                share = 1 - (count - i) / (count - above[0] + 0.0) / 2;
            }
            ports[i] = Math.rint((share - 0.5) * width);
        }
        return ports;
    }

    private boolean isRightAbove(int primal, Box box) {
        return boxes.get(primal).kind() == Kind.OP && items.get(primal).layer == items.get(box.number()).layer - 1;
    }
}
