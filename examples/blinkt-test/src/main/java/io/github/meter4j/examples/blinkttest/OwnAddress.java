package io.github.meter4j.examples.blinkttest;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.List;

/** Addresses of IP version 4. */
final class OwnAddress {
  private OwnAddress() {}

  /** The address of this machine in its network. */
  static Inet4Address find() throws IOException {
    for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
      if (!network.isUp() || network.isLoopback() || network.isVirtual()) {
        continue;
      }
      List<InetAddress> addresses = network.inetAddresses().toList();
      for (InetAddress address : addresses) {
        if (address instanceof Inet4Address own && !own.isLinkLocalAddress()) {
          return own;
        }
      }
    }
    throw new IOException("this machine has no IPv4 address in a network");
  }

  /** Reads four numbers; a name is not looked up. */
  static Inet4Address parse(String text) {
    if (text.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
      try {
        return (Inet4Address) InetAddress.getByName(text);
      } catch (UnknownHostException e) {
        // a number over 255, said below
      }
    }
    throw new IllegalArgumentException("\"" + text + "\" is no address such as 192.168.1.20");
  }
}
