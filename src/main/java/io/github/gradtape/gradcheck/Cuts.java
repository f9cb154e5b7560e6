package io.github.gradtape.gradcheck;

import io.github.gradtape.tensor.Layout;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Parts of a call: some axis shorter, or left out.
 *
 * <p>Nothing is known of how the op's primals must fit each other, so that an axis is cut in one primal alone, in all that have it
 * at the same place, counted from either end, and wherever there is one of the same length. Most of it does not fit; the op says so.
 */
final class Cuts {

    /** Up to this length every single element of an axis is tried. */
    private static final int SHORT = 8;

    private record Place(int primal, int axis) {}

    /** What becomes of an axis of a tensor. */
    private interface Cut {
        Tensor of(Tensor x, int axis);
    }

    private Cuts() {}

    static Stream<Case> of(Case call) {
        return groups(call).stream().flatMap(group -> {
            Place first = group.get(0);
            int extent = call.primals().get(first.primal).shape().extent(first.axis);
            return cuts(extent).map(cut -> cut(call, group, cut));
        });
    }

    /** The axes that may belong together; those of a group have the same length. */
    private static Set<List<Place>> groups(Case call) {
        Map<List<Integer>, List<Place>> groups = new LinkedHashMap<>();
        for (int k = 0; k < call.primals().size(); k++) {
            Shape shape = call.primals().get(k).shape();
            for (int axis = 0; axis < shape.rank(); axis++) {
                int extent = shape.extent(axis);
                List<List<Integer>> keys = List.of(
                        List.of(0, extent, shape.rank() - axis),
                        List.of(1, extent, axis),
                        List.of(2, extent, 0),
                        List.of(3, k, axis));
                for (List<Integer> key : keys) {
                    groups.computeIfAbsent(key, any -> new ArrayList<>()).add(new Place(k, axis));
                }
            }
        }
        return new LinkedHashSet<>(groups.values());
    }

    private static Stream<Cut> cuts(int extent) {
        if (extent <= 1) {
            return extent == 1
                    ? Stream.of((x, axis) -> Layout.reshape(x, x.shape().without(axis)))
                    : Stream.empty();
        }
        int step = Math.max(1, extent / SHORT);
        Stream<Cut> single = starts(extent, step).mapToObj(i -> (x, axis) -> Layout.slice(x, axis, i, i + 1));
        Stream<Cut> halves = Stream.of(
                (x, axis) -> Layout.slice(x, axis, 0, extent / 2),
                (x, axis) -> Layout.slice(x, axis, extent / 2, extent));
        Stream<Cut> without = starts(extent, step)
                .mapToObj(i -> (x, axis) -> Layout.concatenate(
                        axis, Layout.slice(x, axis, 0, i), Layout.slice(x, axis, Math.min(i + step, extent), extent)));
        return extent <= 3 ? Stream.concat(single, without) : Stream.concat(single, Stream.concat(halves, without));
    }

    private static IntStream starts(int extent, int step) {
        return IntStream.iterate(0, i -> i < extent, i -> i + step);
    }

    private static Case cut(Case call, List<Place> places, Cut cut) {
        List<Tensor> primals = new ArrayList<>(call.primals());
        // from the last axis on, as an axis left out moves those behind it
        for (int i = places.size() - 1; i >= 0; i--) {
            Place place = places.get(i);
            primals.set(place.primal, cut.of(primals.get(place.primal), place.axis));
        }
        return new Case(call.op(), primals);
    }
}
