package io.github.meter4j.modbus.internal.j2mod;

import com.ghgande.j2mod.modbus.msg.ExceptionResponse;
import com.ghgande.j2mod.modbus.msg.ModbusRequest;
import com.ghgande.j2mod.modbus.msg.ModbusResponse;
import io.github.meter4j.modbus.bus.Request;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Requests and replies as messages of j2mod. */
final class Messages {
  private static final int EXCEPTION = 0x80;

  private Messages() {}

  static ModbusRequest request(Request request) {
    ModbusRequest message = ModbusRequest.createModbusRequest(request.function());
    byte[] pdu = request.pdu();
    try {
      message.readData(new DataInputStream(new ByteArrayInputStream(pdu, 1, pdu.length - 1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory gives everything
    }
    message.setUnitID(request.unit());
    message.setDataLength(pdu.length - 1);
    return message;
  }

  /** Function code and data. */
  static byte[] pdu(ModbusResponse response) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (response instanceof ExceptionResponse refusal) {
        bytes.write(response.getFunctionCode() | EXCEPTION);
        bytes.write(refusal.getExceptionCode());
      } else {
        bytes.write(response.getFunctionCode());
        response.writeData(new DataOutputStream(bytes));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory takes everything
    }
    return bytes.toByteArray();
  }
}
