package io.github.meter4j.modbus.bus;

/** What the codes of exception responses mean (V1.1b3, section 7). */
final class ExceptionCode {
  private ExceptionCode() {}

  static String text(int code) {
    String meaning =
        switch (code) {
          case 1 -> "it does not have this function";
          case 2 -> "it does not have one of these registers";
          case 3 -> "it does not take this value or this many registers at once";
          case 4 -> "it has failed";
          case 5 -> "it has begun and needs time";
          case 6 -> "it is busy";
          case 8 -> "its memory is damaged";
          case 10 -> "the gateway has no path to the unit";
          case 11 -> "the gateway got no answer from the unit";
          default -> "for a reason that no document names";
        };
    return meaning + " (exception " + code + ')';
  }
}
