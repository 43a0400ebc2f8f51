package io.noisette.reproduce.table;

/**
 * A cell of a table for one random seed, with the run that measures it.
 *
 * @param stageRun run of the column's stage, which several cells may share
 */
public record CellRun(TableRow row, TableColumn column, long seed, StageRun stageRun) {

  /** Returns the name of the cell, {@code ROW/COLUMN}, which is the same for all seeds. */
  public String cell() {
    return row.key() + "/" + column.key();
  }

  /** Returns whether this is a run of the cell in the given row and column. */
  public boolean isOf(TableRow row, TableColumn column) {
    return cell().equals(row.key() + "/" + column.key());
  }
}
