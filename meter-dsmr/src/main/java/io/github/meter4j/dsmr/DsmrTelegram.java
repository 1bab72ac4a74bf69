package io.github.meter4j.dsmr;

import io.github.meter4j.codec.Bytes;
import io.github.meter4j.codec.NumberVisitor;
import io.github.meter4j.codec.NumberWalk;
import io.github.meter4j.codec.ObjectIndex;
import io.github.meter4j.codec.ReadingObjects;
import io.github.meter4j.codec.StampReader;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Integrity;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurement;
import io.github.meter4j.reading.MeterTime;
import io.github.meter4j.reading.ObisObject;
import io.github.meter4j.reading.ObisReading;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.spi.FrameDecoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One telegram of a P1 port: a view over its bytes and an index of its objects. Values are read
 * when they are asked for; each on its own, so that one that is wrong does not affect the others.
 */
public final class DsmrTelegram implements ObisReading {
  private final byte[] frame;
  private final int identEnd;
  private final ObjectIndex index;
  private final Integrity integrity;
  private final Instant receivedAt;
  private final long offset;
  private final DsmrSettings settings;
  private final List<Fault> notes;

  /** Made when first asked for; two threads may both make it, and the same comes out. */
  private volatile @Nullable Measurements measurements;

  DsmrTelegram(
      byte[] frame,
      int identEnd,
      ObjectIndex index,
      Integrity integrity,
      Instant receivedAt,
      long offset,
      DsmrSettings settings,
      List<Fault> notes) {
    this.frame = frame;
    this.identEnd = identEnd;
    this.index = index;
    this.integrity = integrity;
    this.receivedAt = receivedAt;
    this.offset = offset;
    this.settings = settings;
    this.notes = notes;
  }

  /** The same with one more fault. */
  DsmrTelegram with(Fault fault) {
    List<Fault> all = new ArrayList<>(notes);
    all.add(fault);
    return new DsmrTelegram(
        frame, identEnd, index, integrity, receivedAt, offset, settings, List.copyOf(all));
  }

  ReadingObjects text() {
    return new ReadingObjects(frame, index, offset);
  }

  private Measurements values() {
    Measurements made = measurements;
    if (made == null) {
      made = MeasurementReader.read(text(), stamps(), notes);
      measurements = made;
    }
    return made;
  }

  /** What is set goes before what the dialect says. */
  StampReader stamps() {
    boolean set = settings.standardTime().isPresent() || settings.zone().isPresent();
    return new StampReader(
        set ? settings.standardTime() : dialect().standardTime(), settings.zone());
  }

  @Override
  public String ident() {
    return Bytes.text(frame, 1, Math.max(1, identEnd));
  }

  @Override
  public List<ObisObject> objects() {
    return text().list();
  }

  @Override
  public List<String> unparsed() {
    return text().unparsed();
  }

  @Override
  public Optional<Instant> receivedAt() {
    return receivedAt.equals(FrameDecoder.NO_ARRIVAL) ? Optional.empty() : Optional.of(receivedAt);
  }

  /** {@code 0-0:1.0.0}, {@code 0-0:1.1.0}, or {@code 0.9.2} and {@code 0.9.1} together. */
  @Override
  public Optional<MeterTime> meterTime() {
    return Clock.read(text(), stamps());
  }

  @Override
  public Integrity integrity() {
    return integrity;
  }

  @Override
  public List<Measurement> measurements() {
    return values().list();
  }

  @Override
  public Optional<Quantity> get(Measurand measurand) {
    Measurements values = values();
    return values.hasSharedMeasurands()
        ? ObisReading.super.get(measurand)
        : values.first(measurand); // most telegrams: nothing to choose between
  }

  @Override
  public List<Fault> faults() {
    return values().faults();
  }

  @Override
  public byte[] frame() {
    return frame.clone();
  }

  @Override
  public String source() {
    return settings.source();
  }

  /** Visits every group that is a number, without making an object for any of them. */
  void numbers(NumberVisitor visitor) {
    new NumberWalk(frame, index).visit(visitor);
  }

  /**
   * The family of telegrams that the meter speaks.
   *
   * @return the dialect, by what is present
   */
  public Dialect dialect() {
    return Dialect.of(ident(), text());
  }

  /**
   * The version that the telegram declares: {@code 1-3:0.2.8}, as in {@code 50}, or {@code
   * 0-0:96.1.4}, as in {@code 50221}.
   *
   * @return the digits, also where they were sent as hexadecimal text; empty if there is none
   */
  public Optional<String> version() {
    return text().text(0, 0, 96, 1, 4).or(() -> text().text(1, 3, 0, 2, 8)).map(Version::unwrapped);
  }

  /**
   * The identifier of the electricity meter: {@code 0-0:96.1.1}, {@code 96.1.0} or {@code 42.0.0}.
   *
   * @return the identifier, if one that is not empty was sent
   */
  public Optional<EquipmentId> equipmentId() {
    return id(96, 1, 1).or(() -> id(96, 1, 0)).or(() -> id(42, 0, 0));
  }

  /**
   * The EAN of the connection, in Belgium: {@code 0-0:96.1.2}.
   *
   * @return the EAN, if one that is not empty was sent
   */
  public Optional<EquipmentId> ean() {
    return id(96, 1, 2);
  }

  private Optional<EquipmentId> id(int c, int d, int e) {
    return text().text(0, 0, c, d, e).map(EquipmentId::of).filter(found -> !found.text().isBlank());
  }

  /**
   * The tariff that counts now: {@code 0-0:96.14.0}, or {@code 96.14.1} where that has no number.
   *
   * @return the number, from 1, if the meter sends it, as in {@code 0002}, {@code 03} or {@code
   *     TARIFF 1}
   */
  public OptionalInt activeTariff() {
    return text()
        .text(0, 0, 96, 14, 0)
        .flatMap(Tariff::parse)
        .or(() -> text().text(0, 0, 96, 14, 1).flatMap(Tariff::parse))
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }

  /**
   * What a tariff stands for in the meter's dialect.
   *
   * @param tariff the number, from 1
   * @return the meaning, where the dialect gives it one
   */
  public Optional<TariffMeaning> tariffMeaning(int tariff) {
    return dialect().meaning(tariff);
  }

  /**
   * The average import power of the quarter hour that is running, in kW: {@code 1-0:1.4.0}
   * (e-MUCS-P1 2.1.1, section 8.2).
   *
   * @return the power, if the meter sends it
   */
  public Optional<Quantity> quarterHourDemand() {
    return get(Measurand.ACTIVE_POWER_IMPORT_AVERAGE);
  }

  /**
   * The highest quarter hour of the month that is running, with the end of that quarter hour:
   * {@code 1-0:1.6.0}.
   *
   * @return the measurement, if the meter sends it
   */
  public Optional<Measurement> monthlyPeak() {
    return measurements().stream()
        .filter(m -> m.measurand().equals(Measurand.ACTIVE_POWER_IMPORT_MAXIMUM))
        .findFirst();
  }

  /**
   * The highest quarter hours of the months before, at most thirteen of them: {@code 0-0:98.1.0}.
   *
   * @return the peaks, oldest first whatever the order sent; empty where the meter sends none
   */
  public List<MonthlyPeak> monthlyPeaks() {
    return values().peaks();
  }

  /**
   * The Hungarian record of the registers at the start of the month: {@code 0-0:98.1.0}.
   *
   * @return the record, if the meter sends it in that form
   */
  public Optional<MonthRecord> monthRecord() {
    return values().monthRecord();
  }

  /**
   * The devices on the M-Bus of the meter.
   *
   * @return the devices by channel; empty where there are none
   */
  public List<MBusDevice> mbusDevices() {
    return MBusDevices.read(text(), values());
  }

  /**
   * The devices on the M-Bus of the meter that measure one medium.
   *
   * @param medium what they measure
   * @return the devices by channel; empty where the meter names none of that medium
   */
  public List<MBusDevice> mbusDevices(MBusType.Medium medium) {
    return mbusDevices().stream()
        .filter(device -> device.type().filter(type -> type.medium() == medium).isPresent())
        .toList();
  }

  /**
   * The device on the M-Bus of the meter that measures a medium. Of several, as when a gas meter
   * that was replaced still answers beside the new one, it is the one with the newest reading.
   *
   * @param medium what it measures
   * @return the device; empty where there is none, or where there are several and the times of
   *     their readings do not tell which is the newest
   */
  public Optional<MBusDevice> mbusDevice(MBusType.Medium medium) {
    return MBusDevices.newest(mbusDevices(medium));
  }

  /**
   * The device on the M-Bus of the meter that has an identifier. Where the meter gives it to
   * several channels, it is the one with the newest reading.
   *
   * @param id the identifier as {@link MBusDevice#id} has it: what it stands for or as sent
   * @return the device; empty where there is none, or where there are several and the times of
   *     their readings do not tell which is the newest
   */
  public Optional<MBusDevice> mbusDevice(String id) {
    return MBusDevices.newest(
        mbusDevices().stream()
            .filter(device -> device.id().filter(known -> known.matches(id)).isPresent())
            .toList());
  }

  /**
   * The breaker of the electricity meter: {@code 0-0:96.3.10}, in Hungary also {@code 96.50.68}.
   *
   * @return its state, if the meter sends it
   */
  public Optional<SwitchState> breakerState() {
    return text()
        .text(0, 0, 96, 3, 10)
        .or(() -> text().text(0, 0, 96, 50, 68))
        .flatMap(SwitchState::parse);
  }

  /**
   * A virtual relay: {@code 0-n:96.3.10} (e-MUCS-P1 2.1.1, section 8.2). Its number has nothing to
   * do with the M-Bus channel of the same number.
   *
   * @param number the relay, from 1
   * @return its state, if the meter sends it
   */
  public Optional<SwitchState> relayState(int number) {
    return number < 1 || number > 15
        ? Optional.empty()
        : text().text(0, number, 96, 3, 10).flatMap(SwitchState::parse);
  }

  /**
   * The power limiter: {@code 0-0:17.0.0}, in kW, kVA or A.
   *
   * @return the threshold, if the meter sends one with its unit
   */
  public Optional<Threshold> limiter() {
    return values().threshold(Measurand.Kind.POWER_LIMIT, Measurand.Phase.ALL);
  }

  /**
   * The supervision of the fuses: {@code 1-0:31.4.0} and its like.
   *
   * @param phase the phase
   * @return the threshold, if the meter sends one
   */
  public Optional<Threshold> fuse(Measurand.Phase phase) {
    return values().threshold(Measurand.Kind.CURRENT_LIMIT, phase);
  }

  /**
   * The form of the grid, on Belgian polyphase meters: {@code 1-0:94.32.1}.
   *
   * @return 230 for three phases of 230 V without neutral, 400 for three phases and neutral
   */
  public OptionalInt gridVoltage() {
    return text()
        .text(1, 0, 94, 32, 1)
        .filter(digits -> digits.matches("\\d{1,4}"))
        .map(digits -> OptionalInt.of(Integer.parseInt(digits)))
        .orElse(OptionalInt.empty());
  }

  /**
   * The log of long power failures: {@code 1-0:99.97.0}.
   *
   * @return the failures in the order sent; empty where there are none
   */
  public List<PowerFailure> failureLog() {
    return Histories.failures(text(), stamps());
  }

  /**
   * The tables that the meter sends: load profiles, the peaks of months, logs of events; those of
   * {@code 98.x} and {@code 99.x} but the log of power failures, {@code 0-n:24.3.x} and {@code
   * P.01}. One that cannot be read is a fault.
   *
   * @return the profiles in the order sent; empty where the meter sends none
   */
  public List<Profile> profiles() {
    return values().profiles();
  }

  /**
   * The text for the customer: {@code 0-0:96.13.0}, decoded from hexadecimal digits where it is
   * made of them. It may have several lines.
   *
   * @return the text, if there is one; fill is none
   */
  public Optional<String> message() {
    return message(0);
  }

  /**
   * A text or code for the customer: {@code 0-0:96.13.n}.
   *
   * @param number 0 for the text, 1 for the code, 2 to 5 for further texts in Luxembourg
   * @return the text, if there is one; fill is none
   */
  public Optional<String> message(int number) {
    return text().text(0, 0, 96, 13, number).flatMap(CustomerText::of);
  }

  /** The telegram as sent, up to its end. */
  @Override
  public String toString() {
    return Bytes.text(frame, 0, frame.length);
  }
}
