package io.github.meter4j.spi;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A reference to a secret. It is looked up when it is needed, and neither it nor an error ever
 * prints what it found.
 */
public final class Secret {
  private final String reference;

  private Secret(String reference) {
    this.reference = reference;
  }

  /**
   * A secret by its reference.
   *
   * @param reference {@code env:NAME} for an environment variable, or {@code file:PATH} for the
   *     first line of a file
   * @return the secret, which is not looked up yet
   * @throws IllegalArgumentException when it is no such reference; the message does not repeat it
   */
  public static Secret of(String reference) {
    return parse(reference);
  }

  static Secret parse(String text) {
    if (!text.startsWith("env:") && !text.startsWith("file:")) {
      throw new IllegalArgumentException("a secret is given as env:NAME or file:PATH");
    }
    return new Secret(text);
  }

  /**
   * Looks the secret up.
   *
   * @return its text, without blanks around it
   * @throws IllegalArgumentException when there is no such variable or readable file, naming the
   *     reference only
   */
  public String reveal() {
    String name = reference.substring(reference.indexOf(':') + 1);
    String found = reference.startsWith("env:") ? System.getenv(name) : firstLine(name);
    if (found == null || found.isBlank()) {
      throw new IllegalArgumentException("nothing found under " + reference);
    }
    return found.strip();
  }

  private String firstLine(String path) {
    try (BufferedReader lines = Files.newBufferedReader(Path.of(path), StandardCharsets.UTF_8)) {
      return lines.readLine();
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException("cannot read " + reference, e);
    }
  }

  /** Whether both have the same reference. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Secret secret && secret.reference.equals(reference);
  }

  @Override
  public int hashCode() {
    return reference.hashCode();
  }

  /** The reference, never the secret. */
  @Override
  public String toString() {
    return reference;
  }
}
