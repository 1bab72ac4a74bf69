package io.github.meter4j.modbus.internal.j2mod;

import com.ghgande.j2mod.modbus.io.AbstractModbusTransport;
import com.ghgande.j2mod.modbus.net.AbstractSerialConnection;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Set;

/** What j2mod takes for a serial port. */
final class MemoryPort extends AbstractSerialConnection {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private ByteArrayInputStream toRead = new ByteArrayInputStream(new byte[0]);

  byte[] takeWritten() {
    byte[] bytes = written.toByteArray();
    written.reset();
    return bytes;
  }

  void give(byte[] bytes, int from, int end) {
    toRead = new ByteArrayInputStream(bytes, from, end - from);
  }

  @Override
  public int readBytes(byte[] buffer, int count) {
    return Math.max(0, toRead.read(buffer, 0, count));
  }

  @Override
  public int writeBytes(byte[] buffer, int count) {
    written.write(buffer, 0, count);
    return count;
  }

  @Override
  public int bytesAvailable() {
    return toRead.available();
  }

  @Override
  public void open() {}

  @Override
  public void close() {}

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public AbstractModbusTransport getModbusTransport() {
    throw new UnsupportedOperationException();
  }

  @Override
  public int getBaudRate() {
    return 9600;
  }

  @Override
  public int getNumDataBits() {
    return 7;
  }

  @Override
  public int getNumStopBits() {
    return ONE_STOP_BIT;
  }

  @Override
  public int getParity() {
    return EVEN_PARITY;
  }

  @Override
  public String getPortName() {
    return "memory";
  }

  @Override
  public String getDescriptivePortName() {
    return "memory";
  }

  @Override
  public void setComPortTimeouts(int mode, int readTimeout, int writeTimeout) {}

  @Override
  public int getTimeout() {
    return 0;
  }

  @Override
  public void setTimeout(int timeout) {}

  @Override
  public Set<String> getCommPorts() {
    return Set.of();
  }
}
