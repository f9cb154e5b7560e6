package io.github.gradtape.gradcheck;

import io.github.gradtape.tape.Op;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The domains of the built-in ops. */
public final class Domains {

    private static final Map<Class<? extends Op>, Domain> ALL = gathered();

    private Domains() {}

    private static Map<Class<? extends Op>, Domain> gathered() {
        Map<Class<? extends Op>, Domain> all = new LinkedHashMap<>();
        all.putAll(ElementwiseDomains.all());
        all.putAll(StructureDomains.all());
        all.putAll(WindowDomains.all());
        all.putAll(SoftmaxDomains.all());
        return Collections.unmodifiableMap(all);
    }

    /**
     * The domains of all built-in ops.
     *
     * @return each op's domain, in a fixed order
     */
    public static Map<Class<? extends Op>, Domain> all() {
        return ALL;
    }

    /**
     * The domain of a built-in op.
     *
     * @param op the op's class
     * @return its domain
     * @throws IllegalArgumentException if it is not a built-in op
     */
    public static Domain of(Class<? extends Op> op) {
        Domain domain = ALL.get(op);
        if (domain == null) {
            throw new IllegalArgumentException(op.getName() + " is not a built-in op: name a domain of your own");
        }
        return domain;
    }
}
