package io.github.gradtape.viz;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The labels along one side of a heat map.
 *
 * @param texts one for each row or column of cells, empty for those that have no room
 * @param upright whether they are turned by a right angle
 */
record HeatMapLabels(List<String> texts, boolean upright) {

    private static final double LINE = 14;
    private static final double BETWEEN = 4;

    /** Labels one below the other. */
    static HeatMapLabels ofRows(Cells cells, List<String> given) {
        IntFunction<String> label = given.isEmpty() ? cells.matrix::rowLabel : given::get;
        int step = step(LINE / cells.height);
        return new HeatMapLabels(every(step, cells.rows, i -> label.apply(i * cells.rowBlock)), false);
    }

    /** Labels side by side: as they are if there is room; or else given ones upright, and of positions not all. */
    static HeatMapLabels ofColumns(Cells cells, List<String> given) {
        IntFunction<String> label = given.isEmpty() ? cells.matrix::columnLabel : given::get;
        List<String> all = every(1, cells.columns, i -> label.apply(i * cells.columnBlock));
        double longest = Text.widest(all) + BETWEEN;
        if (given.isEmpty() || longest <= cells.width) {
            return new HeatMapLabels(every(step(longest / cells.width), cells.columns, all::get), false);
        }
        return new HeatMapLabels(every(step(LINE / cells.width), cells.columns, all::get), true);
    }

    /** A round number of at least so many. */
    private static int step(double least) {
        return IntStream.of(1, 2, 5, 10, 20, 50, 100)
                .filter(step -> step >= least)
                .findFirst()
                .orElse(HeatMap.MOST_CELLS);
    }

    private static List<String> every(int step, int count, IntFunction<String> label) {
        return IntStream.range(0, count)
                .mapToObj(i -> i % step == 0 ? label.apply(i) : "")
                .toList();
    }

    double width() {
        return Text.widest(texts);
    }

    double height() {
        return upright ? width() : Svg.FONT;
    }
}
