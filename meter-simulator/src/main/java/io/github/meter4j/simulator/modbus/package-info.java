/**
 * Modbus slaves made of software: registers in units, behind sockets and serial ports, with quirks
 * to switch on. The codec is its own, so that it can disagree with the one that reads.
 */
package io.github.meter4j.simulator.modbus;
