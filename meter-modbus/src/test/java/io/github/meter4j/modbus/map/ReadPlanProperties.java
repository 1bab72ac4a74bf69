package io.github.meter4j.modbus.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.meter4j.fault.MeterException;
import io.github.meter4j.modbus.bus.Counted;
import io.github.meter4j.reading.RegisterValue;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ReadPlanProperties {
  private static final String[] TYPES = {"u16", "u32", "u64"};

  /** A row: its distance from the one before, which may be negative, its type and its table. */
  record Step(int gap, int type, boolean input) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    return Arbitraries.integers()
        .between(-2, 12)
        .flatMap(
            gap ->
                Arbitraries.integers()
                    .between(0, 2)
                    .flatMap(
                        type -> Arbitraries.of(true, false).map(in -> new Step(gap, type, in))))
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }

  private static RegisterMap map(List<Step> steps, int maxWords, int holes) {
    StringBuilder text = new StringBuilder("max-words: " + maxWords + "\nholes: " + holes + '\n');
    text.append("name,table,address,type\n");
    int address = 5;
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      address = Math.max(0, address + step.gap());
      text.append("r").append(i).append(step.input() ? ",input," : ",holding,");
      text.append(address).append(',').append(TYPES[step.type()]).append('\n');
      address += 1 << step.type();
    }
    return RegisterMap.parse("random", text.toString());
  }

  @Property
  void everyRowIsInOneBlockAndNothingElseIsRead(
      @ForAll("steps") List<Step> steps,
      @ForAll @IntRange(min = 4, max = 40) int maxWords,
      @ForAll @IntRange(max = 10) int holes) {
    RegisterMap map = map(steps, maxWords, holes);
    Set<RegisterRow> seen = new HashSet<>();
    for (ReadBlock block : ReadPlan.of(map).blocks()) {
      assertThat(block.count()).isBetween(1, maxWords);
      Set<Integer> needed = new HashSet<>();
      for (RegisterRow row : block.rows()) {
        assertThat(seen.add(row)).isTrue();
        assertThat(row.table()).isEqualTo(block.table());
        for (int register = row.address(); register < row.end(); register++) {
          assertThat(register).isBetween(block.address(), block.address() + block.count() - 1);
          needed.add(register);
        }
      }
      int hole = 0;
      for (int register = block.address(); register < block.address() + block.count(); register++) {
        hole = needed.contains(register) ? 0 : hole + 1;
        assertThat(hole).isLessThanOrEqualTo(holes);
      }
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(map.rows());
  }

  /** Whatever is missing: every row that can be read is read, and asking twice is the same. */
  @Property
  void aRowIsReadIfItsRegistersAreThere(
      @ForAll("steps") List<Step> steps,
      @ForAll Set<@IntRange(max = 200) Integer> missing,
      @ForAll @IntRange(max = 10) int holes)
      throws MeterException {
    RegisterMap map = map(steps, 40, holes);
    RegisterImage image = RegisterImage.zero(map);
    missing.forEach(
        register -> {
          image.remove(RegisterTable.HOLDING, register, 1);
          image.remove(RegisterTable.INPUT, register, 1);
        });
    List<String> readable = new ArrayList<>();
    for (RegisterRow row : map.rows()) {
      boolean there = true;
      for (int register = row.address(); register < row.end(); register++) {
        there &= !missing.contains(register);
      }
      if (there) {
        readable.add(row.name());
      }
    }
    if (readable.isEmpty()) {
      return;
    }
    ReadPlan plan = ReadPlan.of(map);
    ModbusSnapshot first;
    try {
      first = plan.read(image, 1, "", Clock.systemUTC());
    } catch (io.github.meter4j.fault.DeviceException e) {
      // it gave up: the first eight rows it tried were all missing
      assertThat(e).hasMessageContaining("every register");
      return;
    }
    assertThat(present(first)).isEqualTo(readable);
    assertThat(first.faults()).hasSize(map.rows().size() - readable.size());

    Counted registers = new Counted(image);
    ModbusSnapshot second = plan.read(registers, 1, "", Clock.systemUTC());
    assertThat(present(second)).isEqualTo(readable);
    assertThat(second.faults()).isEmpty();
    assertThat(registers.asked()).hasSize(plan.transactions());
    assertThat(second.frame()).isEqualTo(first.frame());
  }

  private static List<String> present(ModbusSnapshot snapshot) {
    return snapshot.registers().stream()
        .filter(RegisterValue::isPresent)
        .map(RegisterValue::name)
        .toList();
  }
}
