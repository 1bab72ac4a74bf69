package io.github.meter4j.currentcost;

/**
 * What {@link java.util.ServiceLoader} finds of this module. It needs public classes; nobody else
 * can name them here.
 */
final class Services {
  private Services() {}

  /** The driver {@code cc128}. */
  public static final class Driver extends CurrentCostDriver {
    /** For the loader of services. */
    public Driver() {}
  }
}
