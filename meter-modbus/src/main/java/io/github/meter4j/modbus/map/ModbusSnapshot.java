package io.github.meter4j.modbus.map;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Integrity;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurand.Phase;
import io.github.meter4j.reading.Measurement;
import io.github.meter4j.reading.MeterTime;
import io.github.meter4j.reading.RegisterReading;
import io.github.meter4j.reading.RegisterValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the registers of a unit said in one poll. Immutable and safe to share between threads.
 *
 * <p>The words of one row always come from one transaction. A poll may need several, so that rows
 * of different blocks are some tenths of a second apart.
 */
public final class ModbusSnapshot implements RegisterReading {
  private static final Measurand ACTIVE = Measurand.ACTIVE_POWER_NET;
  private static final Measurand REACTIVE =
      Measurand.of(Measurand.Kind.REACTIVE_POWER, Measurand.Direction.NET);

  private final RegisterMap map;
  private final int unit;
  private final SnapshotRows rows;
  private final Optional<Instant> receivedAt;
  private final String source;
  private final Integrity integrity;

  private ModbusSnapshot(
      RegisterMap map,
      int unit,
      SnapshotRows rows,
      Optional<Instant> receivedAt,
      String source,
      Integrity integrity) {
    this.map = map;
    this.unit = unit;
    this.rows = rows;
    this.receivedAt = receivedAt;
    this.source = source;
    this.integrity = integrity;
  }

  /**
   * Explains registers that were read before, without a connection.
   *
   * @param map what they mean
   * @param unit the number of the unit
   * @param blocks the registers; rows of which some are missing have no words and no value
   * @return the reading, without a time and a source; its integrity is {@link Integrity#UNCHECKED}.
   *     It measures nothing, and a fault says why, where the registers are not those of the map's
   *     meter
   */
  public static ModbusSnapshot of(RegisterMap map, int unit, List<RegisterBlock> blocks) {
    return new ModbusSnapshot(
        map,
        unit,
        SnapshotRows.of(map, blocks, List.of()).checked(map),
        Optional.empty(),
        "",
        Integrity.UNCHECKED);
  }

  static ModbusSnapshot of(
      RegisterMap map, int unit, List<RegisterBlock> blocks, List<RegisterRow> refused) {
    return new ModbusSnapshot(
        map,
        unit,
        SnapshotRows.of(map, blocks, refused).checked(map),
        Optional.empty(),
        "",
        Integrity.VERIFIED);
  }

  /** Why these are not the registers of the map's meter. */
  Optional<String> otherMeter() {
    return rows.otherMeter();
  }

  ModbusSnapshot at(Instant time, String address) {
    return new ModbusSnapshot(map, unit, rows, Optional.of(time), address, integrity);
  }

  /**
   * The same reading with another statement about its bytes.
   *
   * @param other how far they are known to be those that the meter sent
   * @return the reading
   */
  public ModbusSnapshot with(Integrity other) {
    return new ModbusSnapshot(map, unit, rows, receivedAt, source, other);
  }

  @Override
  public String map() {
    return map.name();
  }

  /**
   * The register map that explains them, with the settings of the reader.
   *
   * @return the map
   */
  public RegisterMap registerMap() {
    return map;
  }

  @Override
  public int unit() {
    return unit;
  }

  @Override
  public List<RegisterValue> registers() {
    return rows.values();
  }

  /**
   * The registers as they were read, a block a transaction.
   *
   * @return an unmodifiable list in the order of the transactions
   */
  public List<RegisterBlock> blocks() {
    return rows.blocks();
  }

  /**
   * The settings of the map that were found from the words, as in {@code layout=2}; empty where
   * there is nothing to find.
   *
   * @return names and values
   */
  public List<String> detected() {
    return rows.detected();
  }

  /**
   * The power factor of the whole.
   *
   * @return the factor, or empty when the meter sent none
   */
  public Optional<PowerFactor> powerFactor() {
    return powerFactor(Phase.ALL);
  }

  /**
   * The power factor of a phase. Its quadrant is what the signs of active and reactive power say;
   * where one of these is missing or zero it is what the register of the factor says, if that has a
   * code for it.
   *
   * @param phase the phase, or {@link Phase#ALL} for the whole
   * @return the factor, or empty when the meter sent none
   */
  public Optional<PowerFactor> powerFactor(Phase phase) {
    return rows.factor(Measurand.POWER_FACTOR.on(phase))
        .map(
            factor ->
                new PowerFactor(
                    factor.value(),
                    get(ACTIVE.on(phase))
                        .flatMap(
                            active ->
                                get(REACTIVE.on(phase))
                                    .flatMap(reactive -> PowerFactor.quadrant(active, reactive)))
                        .or(factor::quadrant)));
  }

  /** When the first block was answered. */
  @Override
  public Optional<Instant> receivedAt() {
    return receivedAt;
  }

  @Override
  public Optional<MeterTime> meterTime() {
    return rows.meterTime();
  }

  @Override
  public Integrity integrity() {
    return integrity;
  }

  @Override
  public List<Measurement> measurements() {
    return rows.measurements();
  }

  /**
   * Values that cannot be; and, in the first reading that finds it, each row that the unit refuses.
   */
  @Override
  public List<Fault> faults() {
    return rows.faults();
  }

  /**
   * The words of all blocks in the order in which they were read, two bytes each, the high byte
   * first. This is the data of the answers, without unit, function and checksum.
   */
  @Override
  public byte[] frame() {
    return rows.frame();
  }

  @Override
  public String source() {
    return source;
  }

  /** The map and the unit, and a line a row with its words and its value. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(map.name() + " unit " + unit + '\n');
    for (RegisterValue value : rows.values()) {
      text.append("  ").append(Words.hex(value.address())).append(" [");
      text.append(Words.hex(value.words())).append("] ").append(value).append('\n');
    }
    return text.toString();
  }
}
