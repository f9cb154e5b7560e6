package io.github.gradtape.gradcheck;

import io.github.gradtape.tape.Op;
import java.util.Map;

/**
 * Domains of ops of one's own, for {@code gradtape check} to find through {@link java.util.ServiceLoader}: name the implementing
 * class in {@code META-INF/services/io.github.gradtape.gradcheck.DomainProvider}.
 */
public interface DomainProvider {

    /**
     * The domains.
     *
     * @return each op's domain
     */
    Map<Class<? extends Op>, Domain> domains();
}
