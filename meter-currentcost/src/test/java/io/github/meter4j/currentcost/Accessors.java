package io.github.meter4j.currentcost;

/** Asks a message everything. */
final class Accessors {
  private Accessors() {}

  static String everything(CurrentCostMessage message) {
    StringBuilder text = new StringBuilder();
    text.append(message.kind()).append(message.device()).append(message.firmware());
    text.append(message.isClassic()).append(message.sensor()).append(message.radioId());
    text.append(message.type()).append(message.channels()).append(message.total());
    text.append(message.temperature()).append(message.celsius()).append(message.fahrenheit());
    text.append(message.daysSinceBirth()).append(message.displayTime());
    text.append(message.impulses()).append(message.history());
    message.history().forEach(value -> text.append(message.period(value)));
    text.append(message.receivedAt()).append(message.meterTime()).append(message.integrity());
    text.append(message.measurements()).append(message.source());
    message.faults().forEach(fault -> text.append(fault).append(fault.explain()));
    return text.append(message).append(message.frame().length).toString();
  }
}
