package io.noisette.reproduce;

import io.noisette.reproduce.table.CellRun;

/** Thrown for a run that comes to no result by a fault of its own; others may. */
final class NoResultException extends RuntimeException {

  private static final long serialVersionUID = 1;

  NoResultException(CellRun run, RuntimeException cause) {
    super(run.path() + " has no result: " + cause.getMessage(), cause);
  }
}
