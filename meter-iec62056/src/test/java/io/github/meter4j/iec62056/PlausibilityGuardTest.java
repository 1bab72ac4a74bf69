package io.github.meter4j.iec62056;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.meter4j.fault.Fault;
import io.github.meter4j.reading.Quantity;
import io.github.meter4j.reading.Unit;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlausibilityGuardTest {
  private final D0Decoder decoder =
      Iec62056.decoder(D0Settings.DEFAULT.withGuard(Fuse.parse("63A")));
  private int second;

  private D0Readout next(String kilowattHours) {
    byte[] telegram =
        D0Encoder.of("EBZ5DD3")
            .number("1-0:1.8.0*255", Quantity.of(kilowattHours, Unit.KILOWATT_HOUR), 14, 8)
            .number("1-0:16.7.0*255", Quantity.of("100", Unit.WATT), 8, 2)
            .encode();
    Events events = new Events();
    decoder.feed(ByteBuffer.wrap(telegram), Events.NOW.plusSeconds(second++), events);
    return events.readout();
  }

  @Test
  void takesCountersThatRiseAsTheyMay() {
    assertThat(next("1000.0").importEnergy()).isPresent();
    assertThat(next("1000.0").importEnergy()).isPresent();
    assertThat(next("1000.00029115").importEnergy()).isPresent();
    second += 3600;
    assertThat(next("1060.0").importEnergy()).isPresent();
  }

  @Test
  void refusesACounterThatFalls() {
    next("1000.5");
    D0Readout fallen = next("1000.4");
    assertThat(fallen.importEnergy()).isEmpty();
    assertThat(fallen.power()).hasToString("Optional[100.00 W]");
    Fault fault = fallen.faults().get(0);
    assertThat(fault.kind()).isEqualTo(Fault.Kind.VALUE);
    assertThat(fault.message()).isEqualTo("the counter fell, which none can");
    assertThat(fault.line()).isEqualTo(3);
    assertThat(next("1000.50000001").importEnergy()).isPresent();
  }

  @Test
  void refusesACounterThatJumps() {
    next("1000.5");
    D0Readout jumped = next("9000.5");
    assertThat(jumped.importEnergy()).isEmpty();
    assertThat(jumped.faults())
        .extracting(Fault::message)
        .isEqualTo(List.of("the counter rose faster than a fuse of 63A lets it"));
    assertThat(next("1000.50000001").importEnergy()).isPresent();
  }

  @Test
  void takesWhatItRefusedThreeTimesInAgreement() {
    next("1000.5");
    assertThat(next("1.0").importEnergy()).isEmpty();
    assertThat(next("1.00001").importEnergy()).isEmpty();
    assertThat(next("1.00002").importEnergy()).isPresent();
    assertThat(next("1.00003").importEnergy()).isPresent();
  }

  @Test
  void refusalsThatDisagreeCountForNothing() {
    next("1000.5");
    for (String wrong : List.of("1.0", "700.0", "3.0", "800.0", "2.0", "1.0")) {
      assertThat(next(wrong).importEnergy()).as(wrong).isEmpty();
    }
    assertThat(next("1000.5").importEnergy()).isPresent();
  }

  @Test
  void aFuseIsAmperes() {
    assertThat(Fuse.parse("63A").amperes()).isEqualTo(63);
    assertThat(Fuse.parse("63A")).hasToString("63A");
    assertThat(new Fuse(63).watts()).isBetween(63L * 690, 63L * 1_200);
    assertThatIllegalArgumentException().isThrownBy(() -> Fuse.parse("63"));
    assertThatIllegalArgumentException().isThrownBy(() -> Fuse.parse("0A"));
  }

  @Test
  void aRefusedCounterIsNotReplacedByItsTariff() {
    String[] lines = {"1-0:1.8.0(1000.5*kWh)", "1-0:1.8.1(1000.5*kWh)"};
    Events events = new Events();
    decoder.feed(ByteBuffer.wrap(Bits.push(lines)), Events.NOW, events);
    assertThat(events.readout().totalImport()).hasToString("Optional[1000.5 kWh]");

    lines[0] = "1-0:1.8.0(9000.5*kWh)";
    Events later = new Events();
    decoder.feed(ByteBuffer.wrap(Bits.push(lines)), Events.NOW.plusSeconds(1), later);
    assertThat(later.readout().importEnergy(1)).isPresent();
    assertThat(later.readout().importEnergy()).isEmpty();
    assertThat(later.readout().totalImport()).isEmpty();
  }
}
