package io.github.meter4j.internal.reader;

/** Starts threads that never keep a program alive. */
final class Threads {
  private Threads() {}

  static Thread start(String name, Runnable body) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
