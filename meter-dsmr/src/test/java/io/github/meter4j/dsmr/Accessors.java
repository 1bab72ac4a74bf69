package io.github.meter4j.dsmr;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.Measurement;
import io.github.meter4j.reading.ObisObject;
import java.util.List;

/** Asks a telegram everything it can be asked. */
final class Accessors {
  private Accessors() {}

  /** Calls every accessor; returns what came out, as text. */
  static String everything(DsmrTelegram telegram) {
    StringBuilder all = new StringBuilder();
    all.append(telegram.ident()).append(telegram.integrity()).append(telegram.source());
    all.append(telegram.receivedAt()).append(telegram.meterTime());
    for (ObisObject object : telegram.objects()) {
      all.append(object).append(object.obis());
    }
    all.append(telegram.unparsed());
    for (Measurement measurement : telegram.measurements()) {
      all.append(measurement).append(measurement.measurand().name());
      all.append(measurement.quantity().toBigDecimal()).append(measurement.obis());
    }
    for (Fault fault : telegram.faults()) {
      all.append(fault).append(fault.explain());
    }
    for (int i = -1; i < 6; i++) {
      all.append(telegram.message(Math.max(0, i))).append(telegram.relayState(i));
      all.append(telegram.tariffMeaning(i));
    }
    for (Measurand.Phase phase : Measurand.Phase.values()) {
      all.append(telegram.fuse(phase));
    }
    for (PowerFailure failure : telegram.failureLog()) {
      all.append(failure).append(failure.start());
    }
    all.append(telegram.message()).append(telegram.dialect()).append(telegram.version());
    all.append(telegram.equipmentId()).append(telegram.ean()).append(telegram.activeTariff());
    all.append(telegram.quarterHourDemand()).append(telegram.monthlyPeak());
    all.append(telegram.monthlyPeaks()).append(telegram.monthRecord()).append(telegram.profiles());
    all.append(telegram.mbusDevices()).append(telegram.breakerState()).append(telegram.limiter());
    all.append(telegram.gridVoltage()).append(telegram.frame().length);
    numbers(telegram, all);
    return all.append(telegram).toString();
  }

  /** Every number that is visited stands where it says in the list of objects. */
  private static void numbers(DsmrTelegram telegram, StringBuilder all) {
    List<ObisObject> objects = telegram.objects();
    telegram.numbers(
        (object, group, unscaled, scale, unit) ->
            all.append(objects.get(object).groups().get(group))
                .append(unscaled)
                .append(scale)
                .append(unit));
  }
}
