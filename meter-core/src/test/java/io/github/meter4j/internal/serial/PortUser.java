package io.github.meter4j.internal.serial;

import java.nio.file.Path;

/** A program that uses a port until it is killed. */
final class PortUser {
  private PortUser() {}

  public static void main(String[] args) throws Exception {
    try (PortUse use =
        PortUse.begin(args[0], args[1], Boolean.parseBoolean(args[2]), Path.of(args[3]))) {
      System.out.println(use == null ? "" : "using");
      Thread.sleep(60_000);
    }
  }
}
