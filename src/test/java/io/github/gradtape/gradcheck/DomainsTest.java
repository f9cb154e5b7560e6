package io.github.gradtape.gradcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.ops.Abs;
import io.github.gradtape.ops.Clamp;
import io.github.gradtape.ops.LeakyRelu;
import io.github.gradtape.ops.MaxTo;
import io.github.gradtape.ops.Maximum;
import io.github.gradtape.ops.Relu;
import io.github.gradtape.tape.Op;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** That nothing is left out of what the laws are tried at. */
class DomainsTest {

    @Test
    void everyBuiltInOpIsTriedWithoutElements() {
        Domains.all()
                .forEach((op, domain) -> assertTrue(
                        domain.corners().stream()
                                .anyMatch(corner -> corner.primals().stream().anyMatch(x -> x.size() == 0)),
                        op::getSimpleName));
    }

    @Test
    void everyBuiltInOpThatHasKinksIsTriedThere() {
        Set<Class<? extends Op>> kinked = Domains.all().entrySet().stream()
                .filter(entry -> !entry.getValue().kinks().isEmpty())
                .map(entry -> entry.getKey())
                .collect(Collectors.toSet());
        assertEquals(Set.of(Abs.class, Relu.class, LeakyRelu.class, Clamp.class, Maximum.class, MaxTo.class), kinked);
    }

    @Test
    void everyCornerAndKinkIsACallOfItsOp() {
        Domains.all().forEach((op, domain) -> {
            domain.corners().forEach(corner -> assertEquals(op, corner.op().getClass()));
            domain.kinks().forEach(kink -> assertEquals(op, kink.op().getClass()));
        });
    }
}
