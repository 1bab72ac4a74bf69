package io.github.meter4j.iec62056;

/**
 * What {@link java.util.ServiceLoader} finds of this module. It needs public classes; nobody else
 * can name them here.
 */
final class Services {
  private Services() {}

  /** The driver {@code iec62056}. */
  public static final class Driver extends Iec62056Driver {
    /** For the loader of services. */
    public Driver() {}
  }
}
