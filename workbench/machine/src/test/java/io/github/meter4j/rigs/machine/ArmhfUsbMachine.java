package io.github.meter4j.rigs.machine;

/** A 32 bit machine with an ARMv7 processor, as a Raspberry Pi 2 is. */
class ArmhfUsbMachine extends UsbMachine {
  ArmhfUsbMachine() {
    super("armhf");
  }
}
