package dev.flyball.core.testing;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** Walks as in {@link Generated}, under policies that use everything there is. */
public final class AnyPolicy extends DomainContextBase {

    @Provide
    Arbitrary<Walk> walks() {
        return Generated.walksUnderAnyPolicy();
    }
}
