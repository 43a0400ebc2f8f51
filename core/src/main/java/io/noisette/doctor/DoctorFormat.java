package io.noisette.doctor;

/** Output format of {@code doctor}. */
public enum DoctorFormat {
  /** One line per finding. */
  TEXT,
  /** One JSON object. */
  JSON
}
