package io.github.meter4j.modbus.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.meter4j.fault.DeviceException;
import io.github.meter4j.fault.Fault;
import io.github.meter4j.fault.MeterException;
import io.github.meter4j.fault.ReadTimeoutException;
import io.github.meter4j.modbus.bus.Counted;
import io.github.meter4j.reading.Measurand;
import io.github.meter4j.reading.RegisterValue;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadPlanTest {
  private static final RegisterMap EIGHT =
      RegisterMap.parse(
          "eight",
          """
          name,address,type
          a,0,u16
          b,1,u16
          c,2,u16
          d,3,u16
          e,4,u16
          f,5,u16
          g,6,u16
          h,7,u16
          """);

  private static ModbusSnapshot read(ReadPlan plan, RegisterSource registers)
      throws MeterException {
    return plan.read(registers, 1, "", Clock.systemUTC());
  }

  private static List<String> asked(String map) throws MeterException {
    RegisterMap parsed = RegisterMap.parse("map", map);
    Counted registers = new Counted(RegisterImage.zero(parsed));
    ReadPlan plan = ReadPlan.of(parsed);
    read(plan, registers);
    List<String> asked = registers.asked();
    assertThat(plan.transactions()).isEqualTo(asked.size());
    return asked;
  }

  @Test
  void neighboursAreReadTogether() throws MeterException {
    assertThat(asked("name,address,type\na,10,u16\nb,11,u32\nc,13,u64\n"))
        .containsExactly("HOLDING 10+7");
  }

  @Test
  void holesAreReadOnlyAsFarAsTheMapAllows() throws MeterException {
    String rows = "name,address,type\na,10,u16\nb,13,u16\nc,17,u16\n";
    assertThat(asked(rows)).containsExactly("HOLDING 10+1", "HOLDING 13+1", "HOLDING 17+1");
    assertThat(asked("holes: 2\n" + rows)).containsExactly("HOLDING 10+4", "HOLDING 17+1");
    assertThat(asked("holes: 3\n" + rows)).containsExactly("HOLDING 10+8");
  }

  @Test
  void aBlockIsNotLongerThanTheMapAllows() throws MeterException {
    String rows = "name,address,type\na,0,u32\nb,2,u32\nc,4,u32\nd,6,u32\n";
    assertThat(asked("max-words: 5\n" + rows)).containsExactly("HOLDING 0+4", "HOLDING 4+4");
  }

  @Test
  void tablesAreReadApartAndTheOrderOfTheMapIsKept() throws MeterException {
    String map = "name,table,address,type\nb,input,1,u16\na,holding,0,u16\nc,input,0,u16\n";
    assertThat(asked(map)).containsExactly("HOLDING 0+1", "INPUT 0+2");
    RegisterMap parsed = RegisterMap.parse("map", map);
    RegisterImage image = RegisterImage.zero(parsed).put("a", "1").put("b", "2").put("c", "3");
    assertThat(read(ReadPlan.of(parsed), image).registers())
        .extracting(RegisterValue::toString)
        .containsExactly("b 2", "a 1", "c 3");
  }

  @Test
  void aRefusedBlockIsHalvedOnceAndWhatWorksIsRemembered() throws MeterException {
    RegisterImage image = RegisterImage.zero(EIGHT).remove(RegisterTable.HOLDING, 5, 1);
    image.put("a", "11").put("h", "18");
    Counted registers = new Counted(image);
    ReadPlan plan = ReadPlan.of(EIGHT);

    ModbusSnapshot first = read(plan, registers);
    assertThat(registers.asked())
        .containsExactly(
            "HOLDING 0+8", // refused
            "HOLDING 0+4",
            "HOLDING 4+4", // refused
            "HOLDING 4+2", // refused
            "HOLDING 4+1",
            "HOLDING 5+1", // refused: this is it
            "HOLDING 6+2");
    assertThat(first.faults()).extracting(Fault::kind).containsExactly(Fault.Kind.VALUE);
    assertThat(first.faults().get(0).message()).contains("f at 0005").contains("refuses");
    assertThat(first.register("f").orElseThrow().isPresent()).isFalse();
    assertThat(first.register("f").orElseThrow().words()).isEmpty();
    assertThat(first.register("h").map(Object::toString)).contains("h 18");
    assertThat(first.registers()).hasSize(8);

    ModbusSnapshot second = read(plan, registers);
    assertThat(registers.asked()).containsExactly("HOLDING 0+4", "HOLDING 4+1", "HOLDING 6+2");
    assertThat(second.faults()).isEmpty();
    assertThat(second.registers()).hasSize(8);
    assertThat(plan.transactions()).isEqualTo(3);
  }

  @Test
  void aRefusedHoleCostsNoRow() throws MeterException {
    RegisterMap map =
        RegisterMap.parse("holes", "holes: 9\nname,address,type\na,0,u16\nb,2,u16\nc,4,u16\n");
    RegisterImage image = RegisterImage.zero(map).remove(RegisterTable.HOLDING, 3, 1);
    ReadPlan plan = ReadPlan.of(map);
    ModbusSnapshot snapshot = read(plan, image);
    assertThat(snapshot.faults()).isEmpty();
    assertThat(snapshot.registers()).allMatch(RegisterValue::isPresent);
    Counted registers = new Counted(image);
    read(plan, registers);
    assertThat(registers.asked()).containsExactly("HOLDING 0+1", "HOLDING 2+1", "HOLDING 4+1");
  }

  @Test
  void aUnitThatRefusesEverythingIsNotTheMeter() {
    RegisterMap map = RegisterMap.builtIn("sdm630");
    Counted registers = new Counted(RegisterImage.empty(map));
    ReadPlan plan = ReadPlan.of(map);
    int before = plan.transactions();
    assertThatThrownBy(() -> read(plan, registers))
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("every register of map sdm630")
        .satisfies(e -> assertThat(((DeviceException) e).code()).isEqualTo(2));
    assertThat(registers.asked()).hasSizeLessThan(30);
    assertThat(plan.transactions()).isEqualTo(before);
  }

  @Test
  void otherRefusalsPassThroughAndNothingIsLearnt() throws MeterException {
    ReadPlan plan = ReadPlan.of(EIGHT);
    RegisterSource busy =
        (table, address, count) -> {
          throw new DeviceException("busy", 6);
        };
    assertThatThrownBy(() -> read(plan, busy))
        .isInstanceOf(DeviceException.class)
        .hasMessage("busy");
    Counted registers = new Counted(RegisterImage.zero(EIGHT));
    read(plan, registers);
    assertThat(registers.asked()).containsExactly("HOLDING 0+8");
  }

  /** What was learnt before a timeout counts, and is told in the next reading. */
  @Test
  void aTimeoutLosesTheReadingAndNotWhatWasLearnt() throws MeterException {
    RegisterImage image = RegisterImage.zero(EIGHT).remove(RegisterTable.HOLDING, 1, 1);
    ReadPlan plan = ReadPlan.of(EIGHT);
    RegisterSource late =
        (table, address, count) -> {
          if (address >= 4) {
            throw new ReadTimeoutException("no answer", 0, List.of(), "late");
          }
          return image.read(table, address, count);
        };
    assertThatThrownBy(() -> read(plan, late)).isInstanceOf(ReadTimeoutException.class);

    Counted registers = new Counted(image);
    ModbusSnapshot snapshot = read(plan, registers);
    assertThat(registers.asked()).containsExactly("HOLDING 0+1", "HOLDING 2+2", "HOLDING 4+4");
    assertThat(snapshot.faults()).hasSize(1);
    assertThat(read(plan, image).faults()).isEmpty();
  }

  @Test
  void someRowsCanBeChosen() throws MeterException {
    RegisterMap map = RegisterMap.builtIn("sdm120").only(List.of("voltage", "power", "import"));
    Counted registers = new Counted(RegisterImage.zero(map));
    ModbusSnapshot snapshot = read(ReadPlan.of(map), registers);
    assertThat(registers.asked()).containsExactly("INPUT 0+14", "INPUT 72+2");
    assertThat(snapshot.measurements())
        .extracting(measurement -> measurement.measurand().name())
        .containsExactly("voltage_l1", "active_power_net", "active_energy_import");
    assertThatThrownBy(() -> map.only(List.of("voltag")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("did you mean \"voltage\"?");
  }

  @Test
  void wordsThatMeanNothingAreAFaultOfTheirRow() throws MeterException {
    RegisterMap map = RegisterMap.builtIn("iem2150");
    RegisterImage image =
        RegisterImage.zero(map)
            .put("frequency", "50")
            .put(RegisterTable.HOLDING, 0x0bd3, 0x7f80, 0) // infinite
            .put(RegisterTable.HOLDING, 0x0c0b, 0x4040, 0); // a power factor of 3
    ModbusSnapshot snapshot = read(ReadPlan.of(map), image);
    assertThat(snapshot.faults())
        .extracting(Fault::toString)
        .containsExactly(
            "VALUE: voltage at 0BD3: infinite at byte 56",
            "VALUE: power_factor at 0C0B: no power factor: 3 is beyond 2 at byte 168");
    assertThat(snapshot.faults().get(0).excerpt()).isEqualTo("7F80 0000");
    assertThat(snapshot.get(Measurand.VOLTAGE.on(Measurand.Phase.L1))).isEmpty();
    assertThat(snapshot.get(Measurand.FREQUENCY)).isPresent();
  }
}
