package dev.flyball.agent.protocol;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.flyball.core.decision.Decision;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;

/**
 * Answers one line of JSON for each line read: {@code {}} for the first, which describes the deployment, and
 * {@code {"desired": N, "reason": CODE}} for each that asks for a decision. Time is what the lines say.
 */
public final class Conversation {

    private final Rule rule;

    /** Makes a conversation that decides by this rule. */
    public Conversation(Rule rule) {
        this.rule = rule;
    }

    /**
     * Answers until the input ends.
     *
     * @throws Garbage if a line is not part of the protocol; what was asked before has been answered
     */
    public void hold(BufferedReader in, Writer out) throws IOException, Garbage {
        String first = in.readLine();
        if (first == null) {
            return;
        }
        Session session;
        try {
            Init init = Init.of(expect("init", first));
            if (rule.risk().isPresent()) {
                init.checkForecast();
            }
            session = new Session(rule, init);
        } catch (Garbage garbage) {
            throw new Garbage("line 1: " + garbage.getMessage());
        }
        answer("{}", out);
        long number = 1;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            number++;
            try {
                answer(answer(session.decide(Tick.of(expect("tick", line)))), out);
            } catch (Garbage garbage) {
                throw new Garbage("line " + number + ": " + garbage.getMessage());
            }
        }
    }

    private static Fields expect(String type, String line) throws Garbage {
        Fields fields = Fields.parse(line);
        if (!fields.type().equals(type)) {
            throw new Garbage("type is '" + fields.type() + "': must be " + type
                    + (type.equals("init") ? " in the first line" : " after the first line"));
        }
        return fields;
    }

    private static String answer(Decision decision) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("desired", decision.size())
                .put("reason", decision.reason().name())
                .toString();
    }

    private static void answer(String text, Writer out) throws IOException {
        out.write(text);
        out.write('\n');
        out.flush();
    }
}
