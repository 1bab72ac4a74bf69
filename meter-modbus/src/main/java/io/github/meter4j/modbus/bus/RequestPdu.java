package io.github.meter4j.modbus.bus;

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
import java.io.UncheckedIOException;

/** Requests as bytes: a function code and its data, encoded by j2mod. */
public final class RequestPdu {
  private RequestPdu() {}

  /** Function 3: holding registers. */
  public static byte[] readHolding(int address, int count) {
    return encode(new ReadMultipleRegistersRequest(address, count));
  }

  /** Function 4: input registers. */
  public static byte[] readInput(int address, int count) {
    return encode(new ReadInputRegistersRequest(address, count));
  }

  /** Function 16: holding registers are written. */
  public static byte[] write(int address, int... words) {
    Register[] registers = new Register[words.length];
    for (int i = 0; i < words.length; i++) {
      registers[i] = new SimpleRegister(words[i]);
    }
    return encode(new WriteMultipleRegistersRequest(address, registers));
  }

  /** Function 43/14: the identification of the device, of a level and from an object on. */
  public static byte[] identification(int level, int object) {
    ReadMEIRequest request = new ReadMEIRequest(level, object);
    return encode(request);
  }

  /** j2mod puts the unit in front, which belongs to the frame. */
  private static byte[] encode(ModbusRequest request) {
    request.setHeadless();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      request.writeTo(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory takes everything
    }
    byte[] all = bytes.toByteArray();
    byte[] pdu = new byte[all.length - 1];
    System.arraycopy(all, 1, pdu, 0, pdu.length);
    return pdu;
  }
}
