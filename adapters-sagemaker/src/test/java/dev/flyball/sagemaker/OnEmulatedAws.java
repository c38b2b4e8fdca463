package dev.flyball.sagemaker;

import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import dev.flyball.core.target.Outcome;
import dev.flyball.core.target.TargetId;
import dev.flyball.core.target.Version;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** Shorthands for tests that look at targets of the emulator, and change them. */
abstract class OnEmulatedAws {

    final EmulatedAws aws = new EmulatedAws();

    @AfterEach
    void stopAws() {
        aws.close();
    }

    final Map<TargetId, Result<Fleet>> look(TargetId... targets) {
        return aws.targets().observe(List.of(targets), aws.now());
    }

    final Fleet fleet(TargetId target) {
        return ((Result.Ok<Fleet>) look(target).get(target)).value();
    }

    final Fault fault(TargetId target) {
        return ((Result.Failed<Fleet>) look(target).get(target)).fault();
    }

    final Outcome apply(TargetId target, Change change) {
        return aws.targets().apply(target, change, new Version("any"));
    }
}
