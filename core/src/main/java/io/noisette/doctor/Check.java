package io.noisette.doctor;

/** Looks at one thing that the program needs. */
interface Check {

  /** One word; the key in JSON, which stays. */
  String getName();

  /** Looks; whatever it throws becomes a problem, see {@link Checkup}. */
  Finding examine() throws Exception;
}
