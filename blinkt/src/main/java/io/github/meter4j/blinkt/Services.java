package io.github.meter4j.blinkt;

/**
 * What {@link java.util.ServiceLoader} finds of this module. It needs public classes; nobody else
 * can name them here.
 */
final class Services {
  private Services() {}

  /** The status lights {@code blinkt:}. */
  public static final class Indicator extends BlinktIndicatorProvider {
    /** For the loader of services. */
    public Indicator() {}
  }
}
