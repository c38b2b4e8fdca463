package dev.flyball.agent.settings;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what a misspelt word was meant to be. */
public final class Spelling {

    /** One wrong letter in four is still a misspelling; more is another word: {@code gpu} is not {@code cpu}. */
    private static final int LETTERS_PER_MISTAKE = 4;

    private static final int SHORTEST_PREFIX = 3;

    private Spelling() {}

    /**
     * Returns the candidate with the fewest wrong letters, the first of several; if all have too many, the first that
     * begins with {@code word}. Upper and lower case are the same.
     */
    public static Optional<String> nearest(String word, Collection<String> candidates) {
        String lower = word.toLowerCase(Locale.ROOT);
        String best = "";
        int fewest = word.length() / LETTERS_PER_MISTAKE + 1;
        for (String candidate : candidates) {
            int mistakes = mistakes(lower, candidate.toLowerCase(Locale.ROOT));
            if (mistakes < fewest) {
                fewest = mistakes;
                best = candidate;
            }
        }
        return best.isEmpty() ? beginningWith(lower, candidates) : Optional.of(best);
    }

    private static Optional<String> beginningWith(String lower, Collection<String> candidates) {
        return lower.length() < SHORTEST_PREFIX
                ? Optional.empty()
                : candidates.stream()
                        .filter(candidate -> candidate.toLowerCase(Locale.ROOT).startsWith(lower))
                        .findFirst();
    }

    /** The Levenshtein distance. */
    private static int mistakes(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
