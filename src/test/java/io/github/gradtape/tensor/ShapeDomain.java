package io.github.gradtape.tensor;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** Shapes of rank 0 to 4 with extents 0 to 4. */
class ShapeDomain extends DomainContextBase {

    @Provide
    Arbitrary<Shape> shapes() {
        return Arbitraries.integers()
                .between(0, 4)
                .array(int[].class)
                .ofMaxSize(4)
                .map(Shape::of);
    }
}
