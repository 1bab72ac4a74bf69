package io.github.meter4j.dsmr;

/**
 * What {@link java.util.ServiceLoader} finds of this module. It needs public classes; nobody else
 * can name them here.
 */
final class Services {
  private Services() {}

  /** The driver {@code dsmr}. */
  public static final class Driver extends DsmrDriver {
    /** For the loader of services. */
    public Driver() {}
  }
}
