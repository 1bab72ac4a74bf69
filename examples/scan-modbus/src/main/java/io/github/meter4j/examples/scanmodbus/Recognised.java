package io.github.meter4j.examples.scanmodbus;

import io.github.meter4j.modbus.map.RegisterMap;
import java.util.List;

/**
 * What a unit is taken for.
 *
 * @param why what it says of itself, or what its registers show
 * @param maps the register maps that fit, the best one first; none when it stays unknown
 */
record Recognised(String why, List<RegisterMap> maps) {}
