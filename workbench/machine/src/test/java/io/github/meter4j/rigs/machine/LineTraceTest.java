package io.github.meter4j.rigs.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LineTraceTest {
  @Test
  void takesWhatWasProgrammedLast() {
    assertThat(
            LineTrace.parse(
                List.of(
                    "usb_serial_set_baud dev 0:1 baud rate 9600",
                    "usb_serial_set_data dev 0:1 parity N, data bits 8, stop bits 1",
                    "usb_serial_set_baud dev 0:1 baud rate 115384",
                    "usb_serial_set_data dev 0:2 parity E, data bits 7, stop bits 1")))
        .isEqualTo(new LineTrace(115_384, "7E1"));
  }

  @Test
  void saysNothingOfALineThatWasNotProgrammed() {
    assertThat(LineTrace.parse(List.of("usb_serial_reset dev 0:1 reset")))
        .isEqualTo(new LineTrace(0, ""));
  }
}
