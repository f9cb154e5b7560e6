package com.example.swish;

import io.github.gradtape.gradcheck.Case;
import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Samples;
import io.github.gradtape.gradcheck.jqwik.OpLaws;

class SwishTest implements OpLaws {

    @Override
    public Domain domain() {
        return random -> new Case(new Swish(), Samples.magnitudes(Samples.shape(random), 1e-3, 30, random));
    }
}
