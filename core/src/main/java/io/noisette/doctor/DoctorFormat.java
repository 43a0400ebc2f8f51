package io.noisette.doctor;

/** How {@code doctor} writes its findings. */
public enum DoctorFormat {
  /** A line for each. */
  TEXT,
  /** One object. */
  JSON
}
