package io.github.meter4j.fault;

import java.io.IOException;

/**
 * A meter could not be read. The message names the place, the number and the next thing to try.
 *
 * <p>Damaged bytes are no exception: they are {@link io.github.meter4j.fault.Fault} values.
 */
public abstract sealed class MeterException extends IOException
    permits TransportException, ReadTimeoutException, DeviceException {
  private static final long serialVersionUID = 1;

  MeterException(String message, Throwable cause) {
    super(message, cause);
  }

  MeterException(String message) {
    super(message);
  }

  /**
   * Whether the same call may succeed later without anybody changing anything.
   *
   * @return true for a cable that may come back, false for a port that does not exist
   */
  public abstract boolean retryable();
}
