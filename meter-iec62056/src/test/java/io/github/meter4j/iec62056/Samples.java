package io.github.meter4j.iec62056;

import static io.github.meter4j.iec62056.Bits.bytes;
import static io.github.meter4j.iec62056.Bits.concat;
import static io.github.meter4j.iec62056.Bits.push;
import static io.github.meter4j.iec62056.Bits.vector;

import java.util.List;
import java.util.Random;

/** Readouts of every form, for properties. */
final class Samples {
  private static final byte[] IDENT = bytes("/ISk5\\2MT174-0001\r\n");

  private Samples() {}

  /** With a block check, which every damage to seven bits is found by. */
  static List<byte[]> checked() {
    return List.of(
        concat(IDENT, vector("iec_readout")),
        concat(IDENT, vector("iec_ack"), vector("iec_readout")),
        concat(bytes("/ELS5\\@V5.71\r\n?"), vector("iec_r5_ans")));
  }

  static List<byte[]> all() {
    return List.of(
        vector("ebz"),
        D0Command.withParity(vector("ebz")),
        push("1-0:1.8.0*255(000001.2963)", "1-0:96.5.5*255(80)"),
        bytes("/LGZ4ZMF100AC.M27\n\n16.7(001.66*kW)31.7(002.30*A)\n\nC.5.0(00)\n\n!\n\n"),
        bytes("/ACE0\\3k260V01.19\r\n\2" + "1.8.0(013925.5*)\r\n!\r\n"),
        vector("iec_readout"),
        checked().get(0),
        checked().get(1),
        D0Command.withParity(checked().get(2)));
  }

  /** Whole readouts, damaged ones, what readers send, and rubbish, in any order. */
  static byte[] stream(long seed) {
    Mutations mutations = new Mutations(seed);
    Random random = mutations.random();
    byte[] stream = {};
    for (int i = random.nextInt(6); i >= 0; i--) {
      byte[] readout = all().get(random.nextInt(all().size()));
      byte[] part =
          switch (random.nextInt(6)) {
            case 0, 1 -> readout;
            case 2 -> mutations.damaged(readout);
            case 3 -> vector(random.nextBoolean() ? "iec_req_addr" : "iec_break");
            case 4 -> mutations.special(random.nextInt(60));
            default -> noise(random);
          };
      stream = concat(stream, part);
    }
    return stream;
  }

  private static byte[] noise(Random random) {
    byte[] noise = new byte[random.nextInt(60)];
    random.nextBytes(noise);
    return noise;
  }
}
