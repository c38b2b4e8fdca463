package dev.flyball.core.decision;

import dev.flyball.core.demand.Demand;
import dev.flyball.core.demand.SetPoint;
import dev.flyball.core.forecast.Forecast;
import dev.flyball.core.result.Fault;
import dev.flyball.core.result.Result;
import dev.flyball.core.target.Change;
import dev.flyball.core.target.Fleet;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells the whole way from what was seen to the size that was decided, a sentence for each step. Pure; the words may
 * change, the codes in them do not.
 */
public final class Story {

    private final Decision decision;
    private final List<String> sentences = new ArrayList<>();

    private Story(Decision decision) {
        this.decision = decision;
    }

    /** Returns the sentences, in the order of the steps. */
    public static List<String> of(Decision decision) {
        Story story = new Story(decision);
        story.seen();
        story.asked();
        story.limited();
        story.decided();
        return List.copyOf(story.sentences);
    }

    private void seen() {
        if (decision.fleet() instanceof Result.Failed<Fleet> failed) {
            say("The target could not be read: " + text(failed.fault()));
            return;
        }
        Fleet fleet = ((Result.Ok<Fleet>) decision.fleet()).value();
        say(Explanation.servers(fleet.wanted()) + " wanted: " + fleet.ready() + " took requests, " + fleet.starting()
                + " on the way");
        decision.found()
                .ifPresent(found -> say("They had been left at " + found.from()
                        + ": someone else changed that, or the platform rolled it back"));
        fleet.transition()
                .ifPresent(transition -> say("The platform refused changes for now, being " + transition.state()));
        decision.demands().forEach(demand -> say(text(demand)));
        decision.forecast().ifPresent(forecast -> say(text(forecast)));
    }

    private void asked() {
        if (decision.fleet() instanceof Result.Ok) {
            boolean followed = decision.forecast().isPresent()
                    || !Demand.known(decision.demands()).isEmpty();
            say((followed ? "Together that asked for " : "With nothing to go by, the proposal was ")
                    + Explanation.servers(decision.proposal()));
        }
    }

    private void limited() {
        decision.limits()
                .forEach(limit -> say(limit.to() + " instead of " + limit.from() + ", since "
                        + limit.reason().text() + " (" + limit.reason() + until(limit.until()) + ")"));
    }

    private void decided() {
        String size = decision.serverSize().map(name -> " of " + name).orElse("");
        String because = ": " + decision.reason().text() + " (" + decision.reason() + ")";
        Optional<Integer> current = decision.fleet() instanceof Result.Ok<Fleet> ok
                ? Optional.of(ok.value().wanted())
                : Optional.empty();
        if (decision.change().isPresent()) {
            say("So the size was to change from " + servers(decision.change().get(), size) + because);
        } else if (current.isPresent() && current.get() != decision.size()) {
            say("So " + Explanation.servers(decision.size()) + size + " were wanted, but not written yet" + because);
        } else {
            say("So the size stayed at " + Explanation.servers(decision.size()) + size + because);
        }
    }

    private static String servers(Change change, String size) {
        String each = change.serverSize().map(name -> ", each made " + name).orElse(size);
        return change.from() + " to " + Explanation.servers(change.to()) + each;
    }

    private static String text(Demand demand) {
        if (demand instanceof Demand.Unknown unknown) {
            return "the signal " + unknown.query().signal() + " could not be used: " + text(unknown.fault());
        }
        Demand.Known known = (Demand.Known) demand;
        boolean amount = known.setPoint().unit() == SetPoint.Unit.PER_SERVER;
        return "the signal " + known.query().signal() + " was " + Explanation.number(known.load())
                + (amount ? " per server" : "")
                + ", to be held at " + Explanation.number(known.setPoint().value()) + ": that needs "
                + (known.partial() ? "at least " : "") + Explanation.number(known.servers()) + " servers"
                + (known.partial() ? ", since not every server told it" : "")
                + (known.beyond() ? ", estimated, since the servers were full and it cannot show more" : "")
                + known.learned().map(Explanation::learned).orElse("");
    }

    private static String text(Forecast forecast) {
        return "In " + forecast.horizon().toSeconds()
                + " s, when a server asked for now would be ready, the load was forecast to fill "
                + Explanation.number(forecast.median()) + " servers more likely than not; to be ready for "
                + Explanation.number(forecast.covered()) + " was worth it, which takes " + forecast.servers()
                + because(forecast.cause());
    }

    private static String because(Forecast.Cause cause) {
        return switch (cause) {
            case PRESENT -> ", as the load of that moment did";
            case LOAD -> "";
            case BACKLOG -> ", to work off what would still wait";
            case SURGE -> ", since the load outgrew the servers";
        };
    }

    private static String text(Fault fault) {
        return fault.message() + " (" + fault.kind() + ")";
    }

    private static String until(Optional<Instant> until) {
        return until.map(at -> ", until " + at.truncatedTo(ChronoUnit.SECONDS)).orElse("");
    }

    private void say(String sentence) {
        sentences.add(Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1) + ".");
    }
}
