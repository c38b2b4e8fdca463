package dev.flyball.prometheus.promql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What a server is shown as proof of who asks: a bearer token, or USER:PASSWORD. Never printed.
 *
 * @param text the secret itself; empty if it stands in a file
 * @param file the file that it stands in, read with each use, so that a new one is found
 */
public record Secret(Optional<String> text, Optional<Path> file) {

    public Secret {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(file, "file");
        if (text.isPresent() == file.isPresent()) {
            throw new IllegalArgumentException("a secret must be given by itself or by a file");
        }
    }

    /** A secret that is known. */
    public static Secret of(String text) {
        return new Secret(Optional.of(text), Optional.empty());
    }

    /** A secret that stands in a file. */
    public static Secret in(Path file) {
        return new Secret(Optional.empty(), Optional.of(file));
    }

    /**
     * Returns the secret of now.
     *
     * @throws IOException if the file cannot be read or holds none
     */
    public String read() throws IOException {
        String secret = text.isPresent() ? text.get() : Files.readString(file.orElseThrow());
        if (secret.isBlank()) {
            throw new IOException("it is empty");
        }
        if (secret.strip().chars().anyMatch(letter -> letter < ' ' || letter > '~')) {
            throw new IOException("it holds what no token and no password may: line breaks, or letters beyond ASCII");
        }
        return secret.strip();
    }

    @Override
    public String toString() {
        return "Secret[not shown]";
    }
}
