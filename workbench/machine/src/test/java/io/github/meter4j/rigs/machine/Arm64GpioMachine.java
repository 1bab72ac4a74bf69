package io.github.meter4j.rigs.machine;

/** A 64 bit machine, as a Raspberry Pi 3 or later with a 64 bit system is. */
class Arm64GpioMachine extends GpioMachine {
  Arm64GpioMachine() {
    super("arm64");
  }
}
