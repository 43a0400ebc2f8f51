package io.noisette.doctor;

/** Check of one thing that the program needs. */
interface Check {

  /** Returns the name, one word, which is also the key in JSON and must not change. */
  String getName();

  /** Runs the check; an exception is reported as a problem, see {@link Checkup}. */
  Finding examine() throws Exception;
}
