package dev.flyball.agent.backtest;

import dev.flyball.agent.backtest.RecordedLoad.Placed;
import dev.flyball.core.simulation.Trace.Rate;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads a load from text with two columns, {@code seconds_since_start,requests_per_second}. */
public final class RateFile {

    private static final String HEADER = "seconds_since_start,requests_per_second";
    private static final int LONGEST_SHOWN = 60;

    private RateFile() {}

    /**
     * Reads a load. Empty lines and lines that begin with {@code #} count for nothing.
     *
     * @throws BadLoad at the first line that is wrong
     */
    public static RecordedLoad read(BufferedReader text, Gaps gaps) throws IOException, BadLoad {
        List<Placed> windows = new ArrayList<>();
        boolean headed = false;
        int number = 0;
        for (String raw = text.readLine(); raw != null; raw = text.readLine()) {
            number++;
            // Spreadsheets begin a file with a mark of its encoding.
            String line = (number == 1 && raw.startsWith("\uFEFF") ? raw.substring(1) : raw).trim();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (headed) {
                windows.add(new Placed("line " + number, rate(line, number)));
            } else {
                checkHeader(line, number);
                headed = true;
            }
        }
        if (!headed) {
            throw new BadLoad("the file is empty: must begin with the line " + HEADER);
        }
        return RecordedLoad.of(windows, gaps);
    }

    private static void checkHeader(String line, int number) throws BadLoad {
        String plain = line.replace("\"", "").replaceAll("\\s*,\\s*", ",");
        if (plain.equals(HEADER)) {
            return;
        }
        String why = plain.replaceAll("[;\t|]", ",").equals(HEADER)
                ? "': columns must be separated by a comma"
                : "' is not the header: must read " + HEADER;
        throw new BadLoad("line " + number + ": '" + shown(line) + why);
    }

    private static Rate rate(String line, int number) throws BadLoad {
        String[] columns = line.split(",", -1);
        if (columns.length != 2) {
            String hint = columns.length == 1 && line.matches(".*[;\t|].*")
                    ? "; columns must be separated by a comma"
                    : columns.length > 2 ? "; a decimal comma must be a point" : "";
            throw new BadLoad("line " + number + ": '" + shown(line) + "' has " + columns.length
                    + (columns.length == 1 ? " column" : " columns") + ": must have 2, " + HEADER + hint);
        }
        return new Rate(number(columns[0], number), number(columns[1], number));
    }

    private static double number(String text, int line) throws BadLoad {
        String plain = text.replace("\"", "").trim();
        try {
            return Double.parseDouble(plain);
        } catch (NumberFormatException notANumber) {
            throw new BadLoad("line " + line + ": '" + shown(plain)
                    + "' is not a number: must be one, such as 12.5; leave the row out if it is not known");
        }
    }

    private static String shown(String text) {
        return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "..." : text;
    }
}
