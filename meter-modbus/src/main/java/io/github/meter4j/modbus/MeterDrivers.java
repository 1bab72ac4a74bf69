package io.github.meter4j.modbus;

/**
 * The drivers: one for each map of this library, named after it, and one for any other map. {@code
 * ServiceLoader} makes them, which is why they are public within a class that is not.
 */
final class MeterDrivers {
  private MeterDrivers() {}

  /** Any meter, by a map of one's own. */
  public static final class AnyMeter extends ModbusDriver {}

  /** Hiking DDS238-2 ZN/S. */
  public static final class Dds238 extends MapDriver {
    public Dds238() {
      super("dds238");
    }
  }

  /** Schneider iEM2150. */
  public static final class Iem2150 extends MapDriver {
    public Iem2150() {
      super("iem2150");
    }
  }

  /** Schneider iEM3150, iEM3250, iEM3350. */
  public static final class Iem3150 extends MapDriver {
    public Iem3150() {
      super("iem3150");
    }
  }

  /** Schneider iEM3155, iEM3255, iEM3355. */
  public static final class Iem3155 extends MapDriver {
    public Iem3155() {
      super("iem3155");
    }
  }

  /** Schneider PM5100. */
  public static final class Pm5100 extends MapDriver {
    public Pm5100() {
      super("pm5100");
    }
  }

  /** Eastron SDM120. */
  public static final class Sdm120 extends MapDriver {
    public Sdm120() {
      super("sdm120");
    }
  }

  /** Eastron SDM220. */
  public static final class Sdm220 extends MapDriver {
    public Sdm220() {
      super("sdm220");
    }
  }

  /** Eastron SDM230. */
  public static final class Sdm230 extends MapDriver {
    public Sdm230() {
      super("sdm230");
    }
  }

  /** Eastron SDM630. */
  public static final class Sdm630 extends MapDriver {
    public Sdm630() {
      super("sdm630");
    }
  }

  /** Eastron SDM72. */
  public static final class Sdm72 extends MapDriver {
    public Sdm72() {
      super("sdm72");
    }
  }

  /** Eastron SDM72 V2. */
  public static final class Sdm72v2 extends MapDriver {
    public Sdm72v2() {
      super("sdm72v2");
    }
  }

  /** Eastron DDM18SD. */
  public static final class Ddm18sd extends MapDriver {
    public Ddm18sd() {
      super("ddm18sd");
    }
  }

  /** ABB A and B series. */
  public static final class AbbB extends MapDriver {
    public AbbB() {
      super("abb-b");
    }
  }

  /** Saia Burgess ALE3. */
  public static final class Ale3 extends MapDriver {
    public Ale3() {
      super("ale3");
    }
  }

  /** Eltako DSZ15DZMOD. */
  public static final class Dsz15 extends MapDriver {
    public Dsz15() {
      super("dsz15");
    }
  }

  /** Chint DDSU666. */
  public static final class Ddsu666 extends MapDriver {
    public Ddsu666() {
      super("ddsu666");
    }
  }

  /** Chint DDSU666-H. */
  public static final class Ddsu666H extends MapDriver {
    public Ddsu666H() {
      super("ddsu666-h");
    }
  }

  /** Chint DTSU666 whose values are in the input registers. */
  public static final class Dtsu666Fc4 extends MapDriver {
    public Dtsu666Fc4() {
      super("dtsu666-fc4");
    }
  }

  /** Chint DTSU666-H. */
  public static final class Dtsu666H extends MapDriver {
    public Dtsu666H() {
      super("dtsu666-h");
    }
  }

  /** Chint DTSU666. */
  public static final class Dtsu666 extends MapDriver {
    public Dtsu666() {
      super("dtsu666");
    }
  }

  /** DZG DVH4013. */
  public static final class Dvh4013 extends MapDriver {
    public Dvh4013() {
      super("dvh4013");
    }
  }

  /** Carlo Gavazzi EM330, EM340, ET330, ET340. */
  public static final class Em340 extends MapDriver {
    public Em340() {
      super("em340");
    }
  }

  /** Finder 7M.38. */
  public static final class Finder7m38 extends MapDriver {
    public Finder7m38() {
      super("finder-7m38");
    }
  }

  /** ORNO OR-WE-504. */
  public static final class OrWe504 extends MapDriver {
    public OrWe504() {
      super("or-we-504");
    }
  }

  /** ORNO OR-WE-514, OR-WE-515. */
  public static final class OrWe514 extends MapDriver {
    public OrWe514() {
      super("or-we-514");
    }
  }

  /** ORNO OR-WE-516, OR-WE-517. */
  public static final class OrWe517 extends MapDriver {
    public OrWe517() {
      super("or-we-517");
    }
  }

  /** inepro PRO380. */
  public static final class Pro380 extends MapDriver {
    public Pro380() {
      super("pro380");
    }
  }

  /** B+G e-tech WS100. */
  public static final class Ws100 extends MapDriver {
    public Ws100() {
      super("ws100");
    }
  }
}
