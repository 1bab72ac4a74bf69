package io.github.meter4j;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A file that is rotated: renamed or deleted just after something was appended to it. */
final class RotatedFile implements BreakableLine {
  private final Path file;
  private int breaks;

  RotatedFile(Path folder) throws IOException {
    file = Files.createFile(folder.resolve("p1.log"));
  }

  @Override
  public String address() {
    return "line+file:" + file + "?follow=true";
  }

  @Override
  public void breakIt() throws IOException {
    breaks++;
    send("last of file " + breaks + "\n");
    if (breaks % 2 == 1) {
      Files.delete(file);
    } else {
      Path next = Files.writeString(file.resolveSibling("next"), firstOfNext() + "\n");
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private String firstOfNext() {
    return "first after file " + breaks;
  }

  @Override
  public void mend() throws IOException {
    if (breaks % 2 == 1) {
      Files.writeString(file, firstOfNext() + "\n");
    }
  }

  @Override
  public List<String> cameWithBreak() {
    return List.of("last of file " + breaks, firstOfNext());
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
