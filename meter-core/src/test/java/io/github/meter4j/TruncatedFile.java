package io.github.meter4j;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A file that another program appends to; it is cut to nothing, and within a telegram. */
final class TruncatedFile implements BreakableLine {
  private static final Duration TIME_TO_BE_SEEN = Duration.ofMillis(120);

  private final Path file;
  private int breaks;
  private List<String> keptTelegrams = List.of();

  TruncatedFile(Path folder) throws IOException {
    file = Files.createFile(folder.resolve("p1.log"));
  }

  @Override
  public String address() {
    return "line+file:" + file + "?follow=true";
  }

  @Override
  public void breakIt() throws IOException {
    breaks++;
    if (breaks % 2 == 1) {
      cutTheSecondTelegram();
    } else {
      send("half of a tele");
      LockSupport.parkNanos(breaks % 4 == 0 ? TIME_TO_BE_SEEN.toNanos() : 0);
      cutTo(0);
      keptTelegrams = List.of();
    }
  }

  /** What is left is read once more, and the half telegram goes on with the next bytes. */
  private void cutTheSecondTelegram() throws IOException {
    String first = Files.readAllLines(file).get(0);
    cutTo(first.length() + 2);
    keptTelegrams = List.of(first, "b, cut");
  }

  private void cutTo(int size) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
  }

  @Override
  public void mend() throws IOException {
    if (!keptTelegrams.isEmpty()) {
      send(", cut\n");
    }
  }

  @Override
  public List<String> cameWithBreak() {
    return keptTelegrams;
  }

  @Override
  public void send(String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.APPEND);
  }

  @Override
  public void close() {
    // the folder goes with the test
  }
}
