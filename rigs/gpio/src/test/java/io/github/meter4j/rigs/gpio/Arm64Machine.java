package io.github.meter4j.rigs.gpio;

/** A 64 bit machine, as a Raspberry Pi 3 or later with a 64 bit system is. */
class Arm64Machine extends GpioMachine {
  Arm64Machine() {
    super("arm64");
  }
}
