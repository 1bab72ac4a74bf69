package io.github.meter4j.s0;

/**
 * What {@link java.util.ServiceLoader} finds of this module. It needs public classes; nobody else
 * can name them here.
 */
final class Services {
  private Services() {}

  /** The driver {@code s0}. */
  public static final class Driver extends S0Driver {
    /** For the loader of services. */
    public Driver() {}
  }

  /** The pulse source {@code gpio}. */
  public static final class GpioPulses extends GpioPulseSourceProvider {
    /** For the loader of services. */
    public GpioPulses() {}
  }
}
