package dev.flyball.agent.settings;

import dev.flyball.agent.settings.Lookup.Picked;
import dev.flyball.core.demand.SetPoint.Unit;
import dev.flyball.core.port.Platform.ExpressionUse;
import dev.flyball.core.port.Platform.SignalKind;
import dev.flyball.core.signal.Query.Expression;
import dev.flyball.core.signal.Reads;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads what a signal's source is asked, where the signal's name does not say it. */
final class ExpressionReader {

    private final Lookup lookup;
    private final Consumer<Problem> problems;

    ExpressionReader(Lookup lookup, Consumer<Problem> problems) {
        this.lookup = lookup;
        this.problems = problems;
    }

    /** What an answer can be taken as. */
    enum Answer {
        TOTAL(Reads.TOTAL, Unit.PER_SERVER),
        AVERAGE(Reads.AVERAGE, Unit.PER_SERVER),
        FRACTION(Reads.AVERAGE, Unit.UTILIZATION);

        private final Reads reads;
        private final Unit unit;

        Answer(Reads reads, Unit unit) {
            this.reads = reads;
            this.unit = unit;
        }
    }

    /**
     * A signal that was asked for.
     *
     * @param expression what the user wants to be asked
     * @param kind what the signal yields, as the user says it or else as its platform does
     */
    record Asked(Optional<Expression> expression, SignalKind kind) {}

    /** Returns what to ask for, or empty after telling why that cannot be known. */
    Optional<Asked> read(String signal, SignalKind kind) {
        Optional<Picked<String>> text = lookup.given(SignalSettings.QUERY);
        Optional<Picked<Answer>> answer = lookup.given(SignalSettings.READS);
        if (kind.expression() == ExpressionUse.NONE && text.isPresent()) {
            problems.accept(text.get().problem("must not be set, since signal " + signal + " has a query of its own"));
            return Optional.empty();
        }
        if (kind.expression() == ExpressionUse.REQUIRED && text.isEmpty()) {
            if (lookup.unset(SignalSettings.QUERY)) {
                problems.accept(Problem.ofVariable(
                        lookup.own(SignalSettings.QUERY),
                        "is not set: must be what to ask for, since signal " + signal + " has no query of its own",
                        Optional.empty()));
            }
            return Optional.empty();
        }
        if (kind.expression() != ExpressionUse.REQUIRED && answer.isPresent()) {
            problems.accept(answer.get()
                    .problem("must not be set, since signal " + signal + " tells by itself what it yields"));
            return Optional.empty();
        }
        boolean perServer = kind.reads() == Reads.PER_SERVER;
        if (perServer && answer.filter(picked -> picked.value() == Answer.TOTAL).isPresent()) {
            answer.ifPresent(picked -> problems.accept(picked.problem(
                    "must be average or fraction, since signal " + signal + " tells the load of each server")));
            return Optional.empty();
        }
        lookup.pick(SignalSettings.QUERY);
        SignalKind asked = lookup.pick(
                        SignalSettings.READS,
                        kind.expression() == ExpressionUse.REQUIRED
                                ? Optional.of(perServer ? Answer.AVERAGE : Answer.TOTAL)
                                : Optional.empty())
                .map(picked -> as(picked.value(), kind))
                .orElse(kind);
        return Optional.of(new Asked(text.map(picked -> new Expression(picked.value(), asked.reads())), asked));
    }

    private static SignalKind as(Answer answer, SignalKind kind) {
        return new SignalKind(
                answer.unit,
                kind.defaultSetPoint().filter(setPoint -> setPoint.unit() == answer.unit),
                kind.maxAge(),
                kind.reads() == Reads.PER_SERVER ? Reads.PER_SERVER : answer.reads,
                kind.saturates(),
                kind.expression(),
                kind.burden(),
                kind.waits());
    }
}
