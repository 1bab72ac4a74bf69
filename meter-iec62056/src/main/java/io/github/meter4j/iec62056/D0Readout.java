package io.github.meter4j.iec62056;

import io.github.meter4j.codec.Bytes;
import io.github.meter4j.codec.NumberVisitor;
import io.github.meter4j.codec.NumberWalk;
import io.github.meter4j.codec.ObisKey;
import io.github.meter4j.codec.ReadingObjects;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Integrity;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurand.Phase;
import io.github.meter4j.reading.Measurement;
import io.github.meter4j.reading.MeterTime;
import io.github.meter4j.reading.Obis;
import io.github.meter4j.reading.ObisObject;
import io.github.meter4j.reading.ObisReading;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.spi.FrameDecoder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One readout of a meter: a view over its bytes and an index of its objects. Values are read when
 * they are asked for; each on its own, so that one that is wrong does not affect the others.
 *
 * <p>Reduced codes such as {@code 1.8.0} are those of electricity, {@code 1-0:1.8.0}, unless the
 * units of 6.8 or 6.26 are those of a heat meter or {@link D0Options#MEDIUM} was set. The accessors
 * take an object of any medium and channel, and find nothing where a register stands on two
 * channels: {@link #get(Measurand, int)} asks for one. What the meter did not send is absent; only
 * {@link #netPower}, {@link #totalImport} and {@link #totalExport} compute from other values.
 */
public final class D0Readout implements ObisReading {
  private static final int FIRST_ABSTRACT = 93;
  private static final int MAX_SECONDS_DIGITS = 15;

  private final ReadingObjects objects;
  private final String earlierIdent;
  private final int identEnd;
  private final Integrity integrity;
  private final boolean parityChecked;
  private final Instant receivedAt;
  private final D0Settings settings;

  /** Made when first asked for; two threads may both make it, and the same comes out. */
  private volatile @Nullable Values values;

  D0Readout(
      ReadingObjects objects,
      String earlierIdent,
      int identEnd,
      Integrity integrity,
      boolean parityChecked,
      Instant receivedAt,
      D0Settings settings) {
    this.objects = objects;
    this.earlierIdent = earlierIdent;
    this.identEnd = identEnd;
    this.integrity = integrity;
    this.parityChecked = parityChecked;
    this.receivedAt = receivedAt;
    this.settings = settings;
  }

  private Values values() {
    Values made = values;
    if (made == null) {
      made = D0ValueReader.read(objects, settings, clock());
      values = made;
    }
    return made;
  }

  /** Before anybody else has seen it. */
  void replaceValues(Values checked) {
    values = checked;
  }

  private MeterClock clock() {
    return new MeterClock(settings.zone());
  }

  /** A fault about the last object of a code. */
  Fault fault(Obis obis, String message) {
    int last = objects.size() - 1;
    while (last > 0 && !objects.index().obis(objects.frame(), last).equals(Optional.of(obis))) {
      last--;
    }
    int from = objects.index().start(objects.frame(), last);
    return objects.fault(Fault.Kind.VALUE, message, from, objects.index().end(last));
  }

  /**
   * The identification without its slash; of a block that came without one, that of the frame
   * before it, and an empty text where there was none.
   */
  @Override
  public String ident() {
    byte[] frame = objects.frame();
    if (identEnd == 0) {
      return earlierIdent;
    }
    return Bytes.text(frame, frame[0] == '/' ? 1 : 0, identEnd);
  }

  /**
   * The identification taken apart.
   *
   * @return maker, speed and model
   */
  public Identification identification() {
    return Identification.parse(ident());
  }

  @Override
  public List<ObisObject> objects() {
    return objects.list();
  }

  @Override
  public List<String> unparsed() {
    return objects.unparsed();
  }

  @Override
  public Optional<Instant> receivedAt() {
    return receivedAt.equals(FrameDecoder.NO_ARRIVAL) ? Optional.empty() : Optional.of(receivedAt);
  }

  /**
   * {@code 0.9.2} and {@code 0.9.1} together, or {@code 9.36} of a heat meter; an instant only
   * where the zone was given or the meter says that it is UTC.
   */
  @Override
  public Optional<MeterTime> meterTime() {
    return clock().read(objects);
  }

  /**
   * VERIFIED by a block check; ABSENT without one, as in mode D; UNCHECKED where the checks are
   * ignored.
   */
  @Override
  public Integrity integrity() {
    return integrity;
  }

  /**
   * Whether its characters came with a parity bit in bit 7, which was checked here: 7E1 text on a
   * port that is set to 8N1.
   *
   * @return true when parity was checked by software
   */
  public boolean isParityChecked() {
    return parityChecked;
  }

  @Override
  public List<Measurement> measurements() {
    return values().measurements();
  }

  @Override
  public List<Fault> faults() {
    return values().faults();
  }

  /** The bytes without bit 7. */
  @Override
  public byte[] frame() {
    return objects.frame().clone();
  }

  @Override
  public String source() {
    return settings.source();
  }

  /** Visits every group that is a number, without making an object for any of them. */
  void numbers(NumberVisitor visitor) {
    NumberWalk walk = new NumberWalk(objects.frame(), objects.index());
    int size = objects.size();
    for (int object = 0; object < size; object++) {
      if (isRegister(object)) {
        walk.visit(visitor, object);
      }
    }
  }

  private boolean isRegister(int object) {
    int key = objects.key(object);
    if (key == ObisKey.WIDE) {
      return objects
          .index()
          .obis(objects.frame(), object)
          .filter(D0ValueReader::isRegister)
          .isPresent();
    }
    int c = key >>> 16 & 0xff;
    return ObisKey.a(key) != 0 && c > 0 && c < FIRST_ABSTRACT;
  }

  /**
   * Active energy taken from the grid, all tariffs: {@code 1.8.0}.
   *
   * @return the counter, if the meter sends it with a unit of energy
   */
  public Optional<Quantity> importEnergy() {
    return get(Measurand.ACTIVE_ENERGY_IMPORT);
  }

  /**
   * Active energy taken from the grid in one tariff: {@code 1.8.1} and so on.
   *
   * @param tariff the number, from 1
   * @return the counter, if the meter sends it
   */
  public Optional<Quantity> importEnergy(int tariff) {
    return get(Measurand.ACTIVE_ENERGY_IMPORT.tariff(tariff));
  }

  /**
   * Active energy fed into the grid, all tariffs: {@code 2.8.0}.
   *
   * @return the counter, if the meter sends it
   */
  public Optional<Quantity> exportEnergy() {
    return get(Measurand.ACTIVE_ENERGY_EXPORT);
  }

  /**
   * Active energy fed into the grid in one tariff: {@code 2.8.1} and so on.
   *
   * @param tariff the number, from 1
   * @return the counter, if the meter sends it
   */
  public Optional<Quantity> exportEnergy(int tariff) {
    return get(Measurand.ACTIVE_ENERGY_EXPORT.tariff(tariff));
  }

  /**
   * Active power of all phases, negative while feeding in: {@code 16.7.0}.
   *
   * @return the power, if the meter sends it; many do so only after a PIN was entered
   */
  public Optional<Quantity> power() {
    return get(Measurand.ACTIVE_POWER_NET);
  }

  /**
   * Active power of a phase, negative while feeding in: {@code 36.7.0}, {@code 56.7.0}, {@code
   * 76.7.0}.
   *
   * @param phase the phase
   * @return the power, if the meter sends it
   */
  public Optional<Quantity> power(Phase phase) {
    return get(Measurand.ACTIVE_POWER_NET.on(phase));
  }

  /**
   * Voltage of a phase: {@code 32.7.0}, {@code 52.7.0}, {@code 72.7.0}.
   *
   * @param phase the phase
   * @return the voltage, if the meter sends it
   */
  public Optional<Quantity> voltage(Phase phase) {
    return get(Measurand.VOLTAGE.on(phase));
  }

  /**
   * The status word: {@code 96.5.0} or {@code C.5.0}.
   *
   * @return the word, if the meter sends one in hexadecimal
   */
  public Optional<StatusWord> statusWord() {
    return objects.text(96, 5, 0).flatMap(StatusWord::tryParse);
  }

  /**
   * The seconds of operation since the meter was made, {@code 96.8.0}, sent in hexadecimal.
   *
   * @return the seconds, if the meter sends them
   */
  public OptionalLong secondsIndex() {
    return objects
        .text(96, 8, 0)
        .filter(digits -> digits.length() <= MAX_SECONDS_DIGITS)
        .flatMap(StatusWord::tryParse)
        .map(word -> OptionalLong.of(word.value()))
        .orElse(OptionalLong.empty());
  }

  /**
   * The number of the device: {@code 96.1.0} or {@code C.1.0}, otherwise {@code 0.0.0}.
   *
   * @return the text as sent, if there is one that is not blank
   */
  public Optional<String> serialNumber() {
    return text(96, 1, 0).or(() -> text(96, 1, 255)).or(() -> text(0, 0, 0));
  }

  /**
   * The number that its owner gave the meter: {@code 0.0.0}.
   *
   * @return the text as sent, if there is one that is not blank
   */
  public Optional<String> propertyNumber() {
    return text(0, 0, 0);
  }

  /**
   * The register of fatal errors: {@code F.F}. Zero means that there is none.
   *
   * @return the text as sent, if there is one that is not blank
   */
  public Optional<String> errorRegister() {
    return text(97, 97, 0);
  }

  private Optional<String> text(int c, int d, int e) {
    return objects.text(c, d, e).map(String::strip).filter(found -> !found.isEmpty());
  }

  /** The readout as the meter sent it. */
  @Override
  public String toString() {
    byte[] frame = objects.frame();
    return Bytes.text(frame, 0, frame.length);
  }
}
