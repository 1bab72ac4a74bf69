package io.github.meter4j.rigs.gpio;

/** A 32 bit machine with an ARMv7 processor, as a Raspberry Pi 2 is. */
class ArmhfMachine extends GpioMachine {
  ArmhfMachine() {
    super("armhf");
  }
}
