package io.github.meter4j.fault;

/**
 * The meter answered, and its answer was a refusal, a Modbus exception response, or one that shows
 * that it is another meter.
 */
public final class DeviceException extends MeterException {
  private static final long serialVersionUID = 1;

  /** The number in the refusal. */
  private final int code;

  /**
   * A refusal.
   *
   * @param message what was asked, of whom, and what the code means
   * @param code the exception code of the protocol
   */
  public DeviceException(String message, int code) {
    super(message);
    this.code = code;
  }

  /**
   * The exception code of the protocol; for Modbus 1 function, 2 address, 3 value, 4 device
   * failure, 6 busy, 10 and 11 a gateway that does not reach the device. 0 where the meter refused
   * nothing, and its values are not those of the meter that was asked for.
   *
   * @return the code
   */
  public int code() {
    return code;
  }

  /**
   * Only a device that is busy (Modbus code 5 or 6), or a gateway that does not reach it (10 or
   * 11), may answer differently the next time.
   */
  @Override
  public boolean retryable() {
    return code == 5 || code == 6 || code == 10 || code == 11;
  }
}
