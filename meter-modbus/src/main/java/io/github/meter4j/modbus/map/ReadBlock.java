package io.github.meter4j.modbus.map;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Registers that one transaction reads, and the rows that need them. */
final class ReadBlock {
  private final List<RegisterRow> rows;
  private final int end;

  private ReadBlock(List<RegisterRow> rows) {
    this.rows = rows;
    this.end = rows.stream().mapToInt(RegisterRow::end).max().orElseThrow();
  }

  /**
   * As few blocks as the limits allow.
   *
   * @param rows the rows to read
   * @param maxWords how many registers a block may have
   * @param holes how many registers that no row needs may be read at a stretch
   */
  static List<ReadBlock> of(List<RegisterRow> rows, int maxWords, int holes) {
    List<RegisterRow> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparing(RegisterRow::table).thenComparingInt(RegisterRow::address));
    List<ReadBlock> blocks = new ArrayList<>();
    List<RegisterRow> some = new ArrayList<>();
    int end = 0;
    for (RegisterRow row : sorted) {
      boolean fits =
          !some.isEmpty()
              && row.table() == some.get(0).table()
              && row.address() - end <= holes
              && Math.max(end, row.end()) - some.get(0).address() <= maxWords;
      if (!fits && !some.isEmpty()) {
        blocks.add(new ReadBlock(List.copyOf(some)));
        some.clear();
      }
      end = some.isEmpty() ? row.end() : Math.max(end, row.end());
      some.add(row);
    }
    if (!some.isEmpty()) {
      blocks.add(new ReadBlock(List.copyOf(some)));
    }
    return blocks;
  }

  /** Two blocks with half of the rows each. */
  List<ReadBlock> halves() {
    int middle = rows.size() / 2;
    return List.of(
        new ReadBlock(rows.subList(0, middle)), new ReadBlock(rows.subList(middle, rows.size())));
  }

  RegisterTable table() {
    return rows.get(0).table();
  }

  int address() {
    return rows.get(0).address();
  }

  int count() {
    return end - address();
  }

  List<RegisterRow> rows() {
    return rows;
  }

  /** The table and the range. */
  @Override
  public String toString() {
    return table() + " " + Words.hex(address()) + " to " + Words.hex(end - 1);
  }
}
