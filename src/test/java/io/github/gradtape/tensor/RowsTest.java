package io.github.gradtape.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(ShapeDomain.class)
@Domain(DomainContext.Global.class)
class RowsTest {

    @Property
    void rowsAreNumberedInRowMajorOrderOfTheOtherAxes(@ForAll Shape shape, @ForAll Random random) {
        Assume.that(shape.rank() > 0);
        int axis = Samples.axis(shape, random);
        double[] offsets = new double[shape.size()];
        Arrays.setAll(offsets, i -> i);
        Tensor x = Tensor.of(shape, offsets);
        Rows rows = new Rows(shape, axis);
        List<int[]> starts = Samples.indices(shape.with(axis, 1));
        assertEquals(starts.size(), rows.count());
        assertEquals(shape.extent(axis), rows.length());
        for (int row = 0; row < rows.count(); row++) {
            for (int k = 0; k < rows.length(); k++) {
                int[] index = Samples.with(starts.get(row), shape.axis(axis), k);
                assertEquals(x.get(index), rows.start(row) + k * rows.step());
            }
        }
    }

    @Property
    void whatIsGatheredSomeRowsAtATimeAndScatteredIsTheSame(@ForAll Shape shape, @ForAll Random random) {
        Assume.that(shape.rank() > 0);
        Rows rows = new Rows(shape, Samples.axis(shape, random));
        double[] x = random.doubles(shape.size()).toArray();
        double[] copy = new double[shape.size()];
        int length = rows.length();
        double[] some = new double[3 * length];
        for (int first = 0; first < rows.count(); first += 3) {
            int count = Math.min(3, rows.count() - first);
            rows.gather(first, count, x, some);
            for (int i = 0; i < count; i++) {
                for (int k = 0; k < length; k++) {
                    assertEquals(x[rows.start(first + i) + k * rows.step()], some[i * length + k]);
                }
            }
            rows.scatter(first, count, some, copy);
        }
        assertArrayEquals(x, copy);
    }
}
