module linked {
  requires io.github.meter4j.modbus;
}
