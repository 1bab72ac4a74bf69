package io.github.meter4j.fault;

/** The way to the meter is closed: a port, a connection or a file. */
public final class TransportException extends MeterException {
  private static final long serialVersionUID = 1;

  /** Why the way is closed. */
  public enum Kind {
    /** There is no such port, host or file. */
    NOT_FOUND,
    /** This user may not open it. */
    PERMISSION_DENIED,
    /** Another program has it. */
    BUSY,
    /** The other side is there and does not accept. */
    REFUSED,
    /** It was open and is gone: cable, adapter or peer. */
    DISCONNECTED,
    /** It was closed, or a recording has come to its end. */
    CLOSED
  }

  /** Why. */
  private final Kind kind;

  /**
   * An error of the way to the meter.
   *
   * @param kind why
   * @param message the place, the number and the next thing to try
   */
  public TransportException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /**
   * An error of the way to the meter that another error caused.
   *
   * @param kind why
   * @param message the place, the number and the next thing to try
   * @param cause what the operating system or a library said
   */
  public TransportException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /**
   * Why the way is closed.
   *
   * @return the kind
   */
  public Kind kind() {
    return kind;
  }

  @Override
  public boolean retryable() {
    return switch (kind) {
      case BUSY, REFUSED, DISCONNECTED, NOT_FOUND -> true;
      case PERMISSION_DENIED, CLOSED -> false;
    };
  }
}
