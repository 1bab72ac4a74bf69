package io.github.meter4j.reader;

/** What a reader knows about the way to its meter. */
public enum ReaderState {
  /** Open, or about to be opened, and no reading has come yet. */
  CONNECTING,
  /** Open, and a reading came not long ago. */
  CONNECTED,
  /**
   * Open, and no reading has come for longer than the option {@code stale} allows, or a poll has
   * failed before the first reading. Before the first reading of a way that was opened, the time
   * counts while somebody reads.
   */
  STALE,
  /** The way to the meter broke; it is opened again while somebody reads. */
  DISCONNECTED,
  /** Closed by its user, or a recording that has come to its end. */
  CLOSED
}
