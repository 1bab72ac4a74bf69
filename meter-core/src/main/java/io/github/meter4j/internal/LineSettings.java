package io.github.meter4j.internal;

/**
 * What a serial port is set to when it is opened. There is no flow control: no meter has it, and
 * its pins carry other things.
 *
 * @param baud bits per second
 * @param format how a character goes over the line
 * @param rts whether RTS is raised
 * @param dtr whether DTR is raised
 * @param shared whether other programs that take turns may have the port open as well
 */
record LineSettings(int baud, LineFormat format, boolean rts, boolean dtr, boolean shared) {}
