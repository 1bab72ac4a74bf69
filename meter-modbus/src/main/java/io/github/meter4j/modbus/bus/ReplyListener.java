package io.github.meter4j.modbus.bus;

import io.github.meter4j.fault.Fault;
import java.nio.ByteBuffer;

/** Is told what comes, before it means anything. */
interface ReplyListener {
  void received(ByteBuffer bytes);

  void damaged(Fault fault);

  /** So many bytes of what came last were a reply that is too late, or noise. */
  void skipped(int bytes);

  /** For a program that reads units without a reader: its exceptions say what it needs. */
  ReplyListener NOBODY =
      new ReplyListener() {
        @Override
        public void received(ByteBuffer bytes) {}

        @Override
        public void damaged(Fault fault) {}

        @Override
        public void skipped(int bytes) {}
      };
}
