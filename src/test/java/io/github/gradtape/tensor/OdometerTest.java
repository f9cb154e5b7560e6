package io.github.gradtape.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(ShapeDomain.class)
@Domain(DomainContext.Global.class)
class OdometerTest {

    @Property
    void keepsTheOffsetOfEveryOperandInRowMajorOrder(@ForAll Shape shape, @ForAll Random random) {
        int[] first = strides(shape, random);
        int[] second = strides(shape, random);
        Odometer odometer = new Odometer(shape, shape.rank(), first, second);
        for (int[] index : Samples.indices(shape)) {
            assertEquals(offset(index, first), odometer.offset(0));
            assertEquals(offset(index, second), odometer.offset(1));
            odometer.advance();
        }
    }

    @Property
    void isBackAtTheStartAfterTheLastPosition(@ForAll Shape shape, @ForAll Random random) {
        Assume.that(shape.size() > 0);
        Odometer odometer = new Odometer(shape, shape.rank(), strides(shape, random));
        for (int i = 0; i < shape.size(); i++) {
            odometer.advance();
        }
        assertEquals(0, odometer.offset(0));
    }

    @Property
    void walksTheLeadingAxesAlone(@ForAll Shape shape, @ForAll Random random) {
        int axes = random.nextInt(shape.rank() + 1);
        Shape leading = Shape.of(Arrays.copyOf(shape.extents(), axes));
        int[] strides = strides(shape, random);
        Odometer odometer = new Odometer(shape, axes, strides);
        for (int[] index : Samples.indices(leading)) {
            assertEquals(offset(index, strides), odometer.offset(0));
            odometer.advance();
        }
    }

    private static int[] strides(Shape shape, Random random) {
        return random.ints(shape.rank(), 0, 100).toArray();
    }

    private static int offset(int[] index, int[] strides) {
        int offset = 0;
        for (int axis = 0; axis < index.length; axis++) {
            offset += index[axis] * strides[axis];
        }
        return offset;
    }
}
