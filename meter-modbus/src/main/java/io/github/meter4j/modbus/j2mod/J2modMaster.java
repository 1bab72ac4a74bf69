package io.github.meter4j.modbus.j2mod;

import com.ghgande.j2mod.modbus.facade.AbstractModbusMaster;
import io.github.meter4j.MeterSource;
import io.github.meter4j.modbus.Modbus;
import io.github.meter4j.modbus.internal.j2mod.MasterLink;
import io.github.meter4j.modbus.map.ModbusSnapshot;
import io.github.meter4j.modbus.map.RegisterMap;
import java.util.Objects;

/** Meters behind a master of j2mod that a program has already. */
public final class J2modMaster {
  private J2modMaster() {}

  /**
   * A meter behind a master: serial, TCP or UDP. All meters with one master take turns. The master
   * is connected when it is not, and never disconnected. Its timeout is set to {@code
   * reply-timeout} and its retries to 1, so that {@code tries} says how often a unit is asked.
   *
   * <p>The integrity of readings is UNCHECKED, since the bytes do not come here, and they cannot be
   * recorded. A program that uses the master beside the reader has to do without its own retries
   * and timeout.
   *
   * @param map what the registers mean
   * @param master the master; it belongs to the program
   * @return a source; add {@code unit} and other options with {@link MeterSource#with}
   */
  @SuppressWarnings("exports") // who calls this has j2mod
  public static MeterSource<ModbusSnapshot> over(RegisterMap map, AbstractModbusMaster master) {
    Objects.requireNonNull(map, "map");
    Objects.requireNonNull(master, "master");
    MasterLink link = new MasterLink(master);
    return Modbus.over(map, link, link.target());
  }
}
