package io.github.meter4j.modbus;

/** The drivers of the maps of this library, one for each, named after it. */
public final class MeterDrivers {
  private MeterDrivers() {}

  /** Hiking DDS238-2 ZN/S. */
  public static final class Dds238 extends MapDriver {
    /** The driver. */
    public Dds238() {
      super("dds238");
    }
  }

  /** Schneider iEM2150. */
  public static final class Iem2150 extends MapDriver {
    /** The driver. */
    public Iem2150() {
      super("iem2150");
    }
  }
}
