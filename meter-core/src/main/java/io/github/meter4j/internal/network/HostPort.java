package io.github.meter4j.internal.network;

/**
 * Where a TCP connection goes.
 *
 * @param host a name or an address; an IPv6 address without its brackets
 * @param port 1 to 65535
 */
record HostPort(String host, int port) {
  static final String FORM = "host:port such as 192.168.1.20:23 or [fe80::1]:23";

  static HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? text : text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      throw wrong(text, ": an IPv6 address stands in brackets");
    }
    if (colon < 0 || host.isBlank()) {
      throw wrong(text, colon < 0 ? ": the port is missing" : ": the host is missing");
    }
    return new HostPort(host, port(text, text.substring(colon + 1)));
  }

  private static int port(String text, String digits) {
    if (digits.matches("[0-9]{1,5}")) {
      int port = Integer.parseInt(digits);
      if (port >= 1 && port <= 65_535) {
        return port;
      }
    }
    throw wrong(text, ": a port is a number from 1 to 65535");
  }

  private static IllegalArgumentException wrong(String text, String why) {
    return new IllegalArgumentException('"' + text + "\" is no " + FORM + why);
  }

  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port;
  }
}
