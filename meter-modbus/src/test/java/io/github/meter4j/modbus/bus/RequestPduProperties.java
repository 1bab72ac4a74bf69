package io.github.meter4j.modbus.bus;

import static org.assertj.core.api.Assertions.assertThat;

import com.ghgande.j2mod.modbus.msg.ModbusRequest;
import com.ghgande.j2mod.modbus.msg.ReadInputRegistersRequest;
import com.ghgande.j2mod.modbus.msg.ReadMEIRequest;
import com.ghgande.j2mod.modbus.msg.ReadMultipleRegistersRequest;
import com.ghgande.j2mod.modbus.msg.WriteMultipleRegistersRequest;
import com.ghgande.j2mod.modbus.procimg.Register;
import com.ghgande.j2mod.modbus.procimg.SimpleRegister;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Requests are those of j2mod, byte for byte. */
class RequestPduProperties {
  private static byte[] foreign(ModbusRequest request) throws IOException {
    request.setHeadless();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    request.writeTo(new DataOutputStream(bytes));
    byte[] all = bytes.toByteArray();
    return Arrays.copyOfRange(all, 1, all.length); // without the unit
  }

  @Property
  void readsAreThoseOfJ2mod(
      @ForAll @IntRange(max = 0xffff) int address, @ForAll @IntRange(min = 1, max = 125) int count)
      throws IOException {
    assertThat(RequestPdu.readHolding(address, count))
        .isEqualTo(foreign(new ReadMultipleRegistersRequest(address, count)));
    assertThat(RequestPdu.readInput(address, count))
        .isEqualTo(foreign(new ReadInputRegistersRequest(address, count)));
  }

  @Property
  void writesAreThoseOfJ2mod(
      @ForAll @IntRange(max = 0xffff) int address,
      @ForAll @Size(min = 1, max = 123) List<@IntRange(max = 0xffff) Integer> words)
      throws IOException {
    Register[] registers = words.stream().map(SimpleRegister::new).toArray(Register[]::new);
    assertThat(RequestPdu.write(address, words.stream().mapToInt(Integer::intValue).toArray()))
        .isEqualTo(foreign(new WriteMultipleRegistersRequest(address, registers)));
  }

  @Property
  void identificationIsThatOfJ2mod(
      @ForAll @IntRange(min = 1, max = 4) int level, @ForAll @IntRange(max = 255) int object)
      throws IOException {
    assertThat(RequestPdu.identification(level, object))
        .isEqualTo(foreign(new ReadMEIRequest(level, object)));
  }
}
